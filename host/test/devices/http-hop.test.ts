import { getEventListeners } from "node:events";
import type { Dispatcher } from "undici";
import { expect, test } from "vitest";
import { sendHop } from "../../devices/http/hop.js";

const hop = { method: "GET", url: "http://a.example/", headers: [], body: new Uint8Array() };

/** Answers at once, or never. */
function openHop({ answers }: { answers: boolean }) {
  const dispatch: Dispatcher["dispatch"] = (_, handler) => {
    if (!answers) return true;
    handler.onHeaders?.(200, [], () => {}, "OK");
    handler.onData?.(Buffer.from("hello"));
    handler.onComplete?.(null);
    return true;
  };
  const controller = new AbortController();
  const { signal } = controller;
  const answer = sendHop(hop, {
    dispatcher: { dispatch } as Dispatcher,
    path: "/",
    headers: [],
    signal,
    plan: () => ({ maxBytes: 100, codings: [] }),
  });
  const listeners = () => getEventListeners(signal, "abort").length;
  return { controller, answer, listeners };
}

test("a hop that is answered leaves nothing behind at the signal of its request", async () => {
  const { answer, listeners } = openHop({ answers: true });
  expect(listeners()).toBe(1);
  expect(await answer).toMatchObject({ status: 200, body: Buffer.from("hello") });
  expect(listeners()).toBe(0);
});

test("a hop ends with the signal's reason, and leaves nothing behind either", async () => {
  const { controller, answer, listeners } = openHop({ answers: false });
  controller.abort(new Error("late"));
  await expect(answer).rejects.toThrow("late");
  expect(listeners()).toBe(0);
});
