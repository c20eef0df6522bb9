import type { AsyncDevice } from "@luminarys/sdk-as/engine";
import { expect, test } from "vitest";
import { onDemand } from "../../devices/on-demand.js";
import { hostCall } from "./host-call.js";

const request = { filter: "" };
const noMessages: never[] = [];

/** A device of an area, how often it was loaded and closed, and what lets it be loaded. */
function area() {
  const done: string[] = [];
  let load = (_device?: Error) => {};
  const { device, prepare, close } = onDemand("llm", () => {
    done.push("load");
    return new Promise((resolve, reject) => {
      const loaded: AsyncDevice<"llm"> & { close(): void } = {
        history_get: () => noMessages,
        prompt_complete: ({ prompt }) => ({ content: `${prompt}!` }),
        close: () => void done.push("close"),
      };
      load = (failure) => (failure ? reject(failure) : resolve(loaded));
    });
  });
  return { device, prepare, close, done, load: (failure?: Error) => load(failure) };
}

test("a device is loaded by the first call, once, and answers at once from then on", async () => {
  const { device, load, done } = area();
  expect(done).toEqual([]);
  const first = device.history_get(request, hostCall);
  const prompt = { prompt: "Ada", temperature: 0, max_tokens: 0 };
  const second = device.prompt_complete(prompt, hostCall);
  load();
  expect(await first).toEqual(noMessages);
  expect(await second).toEqual({ content: "Ada!" });
  expect(device.history_get(request, hostCall)).toEqual(noMessages);
  expect(done).toEqual(["load"]);
});

test("a device has the functions of its area, and no others", () => {
  expect(Object.keys(area().device).sort()).toEqual(["history_get", "prompt_complete"]);
});

test("a device that is prepared is there for the first call", async () => {
  const { device, prepare, load, done } = area();
  prepare();
  load();
  await Promise.resolve();
  await Promise.resolve();
  expect(device.history_get(request, hostCall)).toEqual(noMessages);
  expect(done).toEqual(["load"]);
});

test("closing closes what is loaded or being loaded, and loads nothing", async () => {
  const unused = area();
  await unused.close();
  expect(unused.done).toEqual([]);

  const { prepare, close, load, done } = area();
  prepare();
  const closed = close();
  load();
  await closed;
  expect(done).toEqual(["load", "close"]);
});

test("a device that can't be loaded fails its calls, and is closed all the same", async () => {
  const { device, prepare, close, load } = area();
  prepare();
  load(new Error("no such file"));
  await expect(device.history_get(request, hostCall)).rejects.toThrow("no such file");
  await close();
});
