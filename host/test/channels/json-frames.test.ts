import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Channel, JsonObject } from "../../channels/channel.js";
import { jsonFrames } from "../../channels/json-frames.js";
import { createMemoryPair, stdioPair, tcpPair, wsPair } from "./pairs.js";

const bytes = (text: string) => new TextEncoder().encode(text);

/** Sends raw frames and a last object; gives what came through, and how many didn't. */
async function passed<T>(
  { near, far }: { near: Channel<T>; far: Channel<T> },
  raw: readonly T[],
): Promise<{ heard: JsonObject[]; invalid: unknown[]; invalidCount: number }> {
  const invalid: unknown[] = [];
  const json = jsonFrames(far as Channel<string>, {
    onInvalid: (frame) => {
      invalid.push(frame);
    },
  });
  const heard: JsonObject[] = [];
  const last = new Promise<void>((resolve) => {
    json.onFrame((frame) => {
      heard.push(frame);
      if (frame.last) resolve();
    });
  });
  for (const frame of raw) await near.send(frame);
  await jsonFrames(near as Channel<string>).send({ last: true });
  await last;
  await near.close();
  return { heard, invalid, invalidCount: json.invalidCount };
}

const valid = ['{"a":1}', ' {"deep":{"é":[null]}}\n', '{"__proto__":{"x":1}}'];
const invalidTexts = ["[1]", "1", "null", '"text"', "", "{", "{}x", "NaN"];

describe("only JSON objects pass", () => {
  test("over a WebSocket: text, and no binary frames", async () => {
    const binary = bytes('{"binary":true}');
    const result = await passed(await wsPair(), [...valid, ...invalidTexts, binary]);
    const last = { last: true };
    expect(result.heard).toEqual([...valid.map((text) => JSON.parse(text)), last]);
    expect(result.invalid).toEqual([...invalidTexts, binary]);
    expect(result.invalidCount).toBe(invalidTexts.length + 1);
  });

  test("over TCP: UTF-8", async () => {
    const broken = Uint8Array.of(0x22, 0xff, 0x22);
    const raw = [...[...valid, ...invalidTexts].map(bytes), broken];
    const result = await passed(await tcpPair(), raw);
    expect(result.heard).toEqual([...valid.map((text) => JSON.parse(text)), { last: true }]);
    expect(result.invalid).toEqual([...invalidTexts.map(bytes), broken]);
  });

  test("over standard streams: lines", async () => {
    const texts = ['{"a":1}', "[1]", "{"];
    const result = await passed(stdioPair(), texts);
    expect(result.heard).toEqual([{ a: 1 }, { last: true }]);
    expect(result.invalid).toEqual(["[1]", "{"]);
  });

  test("over memory: the very objects", async () => {
    const frame = { when: new Date(0) };
    const result = await passed<unknown>(createMemoryPair(), [frame, [1], "{}", null, bytes("{}")]);
    expect(result.heard[0]).toBe(frame);
    expect(result.invalid).toEqual([[1], "{}", null, bytes("{}")]);
  });
});

test("what doesn't pass is dropped and counted unless somebody handles it", async () => {
  const { near, far } = createMemoryPair<JsonObject>();
  const json = jsonFrames(far);
  const heard: unknown[] = [];
  json.onFrame((frame) => {
    heard.push(frame);
  });
  for (const frame of [[1], { a: 1 }, 2]) await near.send(frame as JsonObject);
  await turn();
  expect([heard, json.invalidCount]).toEqual([[{ a: 1 }], 2]);
  await near.close();
});

test("whoever handles what doesn't pass does so in its turn", async () => {
  const { near, far } = await wsPair();
  const order: unknown[] = [];
  const json = jsonFrames(far, {
    onInvalid: async (frame) => {
      await turn();
      order.push(frame);
    },
  });
  const done = new Promise<void>((resolve) => {
    json.onFrame((frame) => {
      order.push(frame);
      if (frame.n === 2) resolve();
    });
  });
  for (const text of ['{"n":1}', "nonsense", '{"n":2}']) await near.send(text);
  await done;
  expect(order).toEqual([{ n: 1 }, "nonsense", { n: 2 }]);
  await near.close();
});

test.each<[string, unknown]>([
  ["an array", [1]],
  ["text", "{}"],
  ["null", null],
  ["bytes", Uint8Array.of(1)],
  ["an integer too wide for JSON", { n: 1n }],
])("%s isn't sent", async (_, frame) => {
  const { near, far } = await wsPair();
  const message = "Cannot send a frame: it is no JSON object";
  const refused = jsonFrames(near).send(frame as JsonObject);
  await expect(refused).rejects.toMatchObject({ code: "invalid", message });
  const heard = new Promise((resolve) => far.onFrame(resolve));
  await jsonFrames(near).send({ fine: true });
  expect(await heard).toBe('{"fine":true}');
  await near.close();
});

test("an object that holds itself isn't sent, except in memory", async () => {
  const frame: Record<string, unknown> = {};
  frame.self = frame;
  const { near } = await tcpPair();
  await expect(jsonFrames(near).send(frame)).rejects.toMatchObject({ code: "invalid" });
  await near.close();
  const memory = createMemoryPair<JsonObject>();
  const heard = new Promise((resolve) => memory.far.onFrame(resolve));
  await jsonFrames(memory.near).send(frame);
  expect(await heard).toBe(frame);
});
