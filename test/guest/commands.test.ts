import { decode, encode } from "@msgpack/msgpack";
import { beforeAll, describe, expect, test } from "vitest";
import { encodeRequest, type RawHost } from "../support/raw-host.js";
import { readVector } from "../support/vectors.js";
import { openSurface } from "./surface.js";

let host: RawHost;

beforeAll(async () => {
  host = await openSurface();
});

/** The payload of each command in the golden vectors, as one of its values. */
const payloads: Record<string, unknown> = {
  call_module: { limit: 3 },
  batch_invoke: { a: 1 },
  schedule: { n: 1 },
  emit_event: ["x", 2],
  subscribe: null,
  store_kv: { a: [1, null] },
  load_kv: null,
};
const types = Object.keys(payloads);

function golden(type: string): unknown {
  return { type, payload: decode(readVector("commands", type).bytes) };
}

describe("a command", () => {
  test.each(types)("%s is built as the golden vector has it, byte for byte", (kind) => {
    const payload = encode(payloads[kind]);
    const answer = host.handle(encodeRequest("command", { kind, payload }));
    const { commands } = decode(answer) as { commands: unknown[] };
    expect(commands).toEqual([golden(kind)]);
    expect(Buffer.from(answer).includes(Buffer.from(readVector("commands", kind).bytes))).toBe(
      true,
    );
  });

  test("has a method of the context each", () => {
    const payload = encode({ a: 1 });
    const { commands } = host.invoke("all_commands", { payload });
    const spliced = { a: 1 };
    expect(commands).toEqual([
      {
        type: "call_module",
        payload: {
          skill_id: "git",
          method: "log",
          payload: spliced,
          callback: "on_log",
          call_ctx: "ctx-1",
        },
      },
      golden("batch_invoke"),
      { type: "schedule", payload: { method: "tick", delay_ms: 5_000_000_000, payload: spliced } },
      { type: "emit_event", payload: { topic: "news", payload: spliced } },
      golden("subscribe"),
      { type: "store_kv", payload: { key: "k1", value: spliced } },
      golden("load_kv"),
    ]);
  });

  test.each([
    ["call_module", { skill_id: "git", method: "log", payload: {}, callback: "", call_ctx: "" }],
    ["schedule", { method: "tick", delay_ms: 1, payload: {} }],
    ["emit_event", { topic: "news", payload: null }],
    ["batch_invoke", { items: [], callback: "on_batch", concurrency: 0 }],
  ])("%s without what may be left out", (kind, payload) => {
    expect(host.invoke("plain", { kind }).commands).toEqual([{ type: kind, payload }]);
  });

  test.each([
    ["call_module", "payload", {}],
    ["schedule", "payload", {}],
    ["emit_event", "payload", null],
    ["store_kv", "value", null],
  ])("%s has for empty bytes under %s: %j", (kind, key, want) => {
    const { commands } = host.invoke("command", { kind, payload: new Uint8Array(0) });
    expect(commands?.map(({ payload }) => payload)).toMatchObject([{ [key]: want }]);
  });

  test.each(["call_module", "schedule", "emit_event", "store_kv", "batch_invoke"])(
    "%s refuses bytes that aren't exactly one value",
    (kind) => {
      const build = (payload: number[]) => () =>
        host.invoke("command", { kind, payload: Uint8Array.from(payload) });
      const refused = "Cannot decode payload at offset";
      expect(build([0x80, 0x80])).toThrow(`${refused} 1: found 0x80 (map), expected the end`);
      expect(build([0x81, 0xa1, 0x61])).toThrow("found the end, expected ");
      expect(build([0xc1])).toThrow(`${refused} 0: found 0xc1 (reserved), expected value`);
      expect(build([...Array.from({ length: 65 }, () => 0x91), 0])).toThrow("nested too deep");
      expect(host.invoke("command", { kind, payload: Uint8Array.of(0x80) }).commands).toHaveLength(
        1,
      );
    },
  );

  test("takes a large payload", () => {
    const value = Array.from({ length: 50_000 }, (_, i) => `entry ${i}`);
    const { commands } = host.invoke("command", { kind: "emit_event", payload: encode(value) });
    expect(commands).toEqual([{ type: "emit_event", payload: { topic: "news", payload: value } }]);
  });
});
