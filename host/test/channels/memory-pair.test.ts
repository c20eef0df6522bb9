import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { memoryPair } from "../../channels/memory-pair.js";
import { quiet } from "./pairs.js";

test("the very object that is sent arrives", async () => {
  const [near, far] = memoryPair<object>(quiet);
  const heard = new Promise((resolve) => far.onFrame(resolve));
  const frame = { deep: [1, new Date()] };
  await near.send(frame);
  expect(await heard).toBe(frame);
});

test("a handler is never called before send has returned", async () => {
  const [near, far] = memoryPair<number>(quiet);
  const heard: number[] = [];
  far.onFrame((frame) => {
    heard.push(frame);
  });
  const sent = near.send(1);
  expect(heard).toEqual([]);
  await sent;
  await turn();
  expect(heard).toEqual([1]);
});

test("whoever sends more than 1,024 frames ahead waits until they are handled", async () => {
  const [near, far] = memoryPair<number>(quiet);
  let taken = 0;
  const sends = Array.from({ length: 2000 }, async (_, frame) => {
    await near.send(frame);
    taken++;
  });
  await turn();
  expect(taken).toBeLessThan(1100);
  const heard: number[] = [];
  far.onFrame((frame) => {
    heard.push(frame);
  });
  await Promise.all(sends);
  await near.close();
  expect(heard).toEqual(Array.from({ length: 2000 }, (_, frame) => frame));
});

test("what waits to be taken is refused when the peer closes", async () => {
  const [near, far] = memoryPair<number>(quiet);
  const codes = Array.from({ length: 1200 }, (_, frame) =>
    near.send(frame).then(
      () => "taken",
      (error) => error.code,
    ),
  );
  await turn();
  await far.close();
  expect(new Set(await Promise.all(codes))).toEqual(new Set(["taken", "closed"]));
  expect([near.closed, far.closed]).toEqual([true, true]);
});

test("what was sent before a close arrives, however much it is", async () => {
  const [near, far] = memoryPair<number>(quiet);
  const heard: (number | string | undefined)[] = [];
  const sends = Array.from({ length: 1200 }, (_, frame) => near.send(frame));
  const closed = near.close("done");
  far.onFrame(async (frame) => {
    heard.push(frame);
  });
  const ended = new Promise<void>((resolve) => {
    far.onClose((reason) => {
      heard.push(reason);
      resolve();
    });
  });
  await Promise.all([...sends, closed, ended]);
  expect(heard).toEqual([...Array.from({ length: 1200 }, (_, frame) => frame), "done"]);
});
