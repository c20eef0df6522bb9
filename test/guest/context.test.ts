import { decode, encode } from "@msgpack/msgpack";
import { beforeAll, describe, expect, test } from "vitest";
import { type RawHost, readAnswer } from "../support/raw-host.js";
import { readVector } from "../support/vectors.js";
import { openSurface } from "./surface.js";

let host: RawHost;

beforeAll(async () => {
  host = await openSurface();
});

const none = new Uint8Array(0);

describe("a context", () => {
  test("tells all that the request says", () => {
    const { bytes } = readVector("envelopes", "InvokeRequest");
    const request = decode(bytes, { useBigInt64: true }) as object;
    const asked = encode({ ...request, method: "whoami" }, { useBigInt64: true });
    expect(readAnswer(host.handle(asked)).value).toEqual([
      "req-1",
      "trace-2",
      "session-3",
      "llm-4",
      "hello",
      "other",
      "whoami",
      Uint8Array.of(1),
      1_700_000_000_123_456_789n,
    ]);
  });

  test("tells zero values of what is absent or nil", () => {
    const zero = ["", "", "", "", "", "", "whoami", none, 0];
    expect(host.value("whoami")).toEqual(zero);
    const nil = { request_id: null, caller_id: null, state: null, deadline_ns: null };
    expect(host.value("whoami", {}, nil)).toEqual(zero);
  });

  test("takes state as bin, text or a list, and a whole float as deadline", () => {
    for (const state of [Uint8Array.of(65, 66), "AB", [65, 66]]) {
      const value = host.value("whoami", {}, { state, deadline_ns: 2 ** 40 + 0.0 }) as unknown[];
      expect(value.slice(7)).toEqual([Uint8Array.of(65, 66), BigInt(2 ** 40)]);
    }
  });

  test.each([
    [{ request_id: 7 }, 'Cannot decode request "request_id" at offset'],
    [{ deadline_ns: "soon" }, 'Cannot decode request "deadline_ns" at offset'],
    [{ state: 1.5 }, 'Cannot decode request "state" at offset'],
  ])("throws when it's asked for what is wrong: %j", (more, words) => {
    expect(() => host.value("whoami", {}, more)).toThrow(words);
    expect((host.value("whoami", {}, { request_id: "r" }) as unknown[])[0]).toBe("r");
  });

  test("sets and appends what the model sees, keeps state and adds commands", () => {
    expect(host.invoke("say", { first: "one", second: "two" })).toEqual({
      value: "said",
      llm_context: "one\ntwo",
      state: encode({ schema_version: 3, data: new Uint8Array(2) }),
      commands: [{ type: "load_kv", payload: { key: "k", callback: "on_kv" } }],
    });
    expect(host.invoke("say", { first: "", second: "only" }).llm_context).toBe("only");
  });

  test("makes the call fail without a trap: only words for the model are left", () => {
    expect(host.invoke("say", { first: "a", second: "b", fails: true })).toEqual({
      error: "didn't work",
      llm_context: "a\nb",
      state: none,
    });
  });

  test("is dead when its call is over", () => {
    host.invoke("whoami", {}, { request_id: "old" });
    expect(host.invoke("kept", {}, { request_id: "new" })).toEqual({
      value: "[] new",
      state: none,
    });
  });
});
