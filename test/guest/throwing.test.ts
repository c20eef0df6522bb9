import { encode } from "@msgpack/msgpack";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeRequest, GuestAbort, type RawHost } from "../support/raw-host.js";
import { buildHabits, fileOf, openHabits, type Runtime, runtimes } from "./habits.js";

const wasm = {} as Record<Runtime, Uint8Array>;

/** Traces of half a million errors would take longer than all the rest. */
const { stackTraceLimit } = Error;

beforeAll(async () => {
  Error.stackTraceLimit = 0;
  for (const runtime of runtimes) wasm[runtime] = await buildHabits(runtime);
});

afterAll(() => {
  Error.stackTraceLimit = stackTraceLimit;
});

const refused = encode({ error: "not allowed", error_code: "denied" });

/** Makes calls that trap, and tells memory after each of five rounds. */
function trap(host: RawHost, request: Uint8Array, message: string): number[] {
  return Array.from({ length: 5 }, () => {
    for (let i = 0; i < 20_000; i++) {
      const thrown = thrownBy(() => host.handle(request));
      if (!(thrown instanceof GuestAbort) || thrown.message !== message) throw thrown;
    }
    return host.memoryBytes;
  });
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return new Error("Cannot go on: the call didn't throw");
}

/** That all methods still do what they should. */
function expectSound(host: RawHost): void {
  const { value } = host.invoke("around", { path: "/a" }, { request_id: "r" });
  expect(value).toBe("before /a r content after /a r");
  const mixed = { text: "größe", count: -1, ratio: 2.5, flag: false, raw: Uint8Array.of(1) };
  expect(host.value("mix", { ...mixed, wide: 2n ** 64n - 1n })).toEqual([
    ...Object.values(mixed),
    2n ** 64n - 1n,
  ]);
  const long = "x".repeat(100_000);
  expect(host.value("echo", { text: long })).toBe(long);
}

describe.each(runtimes)("one instance with the %s runtime survives 100,000", (runtime) => {
  test.each([
    ["throws", "fail", { depth: 0 }, "failed on purpose: kept 0"],
    ["throws out of nested calls", "fail", { depth: 12 }, "failed on purpose: kept 0"],
    ["throws with a Context, state and commands", "fail_late", {}, "failed on purpose: fail_late"],
    [
      "throws because a host call failed",
      "read",
      { path: "/no" },
      "abi error: fs_read: not allowed",
    ],
  ])("%s, and memory stays flat", (_, method, args, message) => {
    let fails = true;
    const functions = { fs_read: () => (fails ? refused : fileOf("content")) };
    const host = openHabits(wasm[runtime], { functions });
    const request = encodeRequest(method, args, { request_id: "r" });
    const [warm, ...later] = trap(host, request, message);
    expect(later).toEqual([warm, warm, warm, warm]);
    fails = false;
    expectSound(host);
  });

  test("errors of host calls, caught, and memory stays flat", () => {
    let fails = true;
    const functions = { fs_read: () => (fails ? refused : fileOf("content")) };
    const host = openHabits(wasm[runtime], { functions });
    const request = encodeRequest("try_read", { path: "/no" });
    const want = host.handle(request);
    expect(host.value("try_read", { path: "/no" })).toBe("denied: not allowed");
    const memory = Array.from({ length: 5 }, () => {
      for (let i = 0; i < 20_000; i++) {
        if (Buffer.compare(host.handle(request), want) !== 0) throw new Error("another answer");
      }
      return host.memoryBytes;
    });
    expect(new Set(memory).size).toBe(1);
    fails = false;
    expectSound(host);
  });

  test("answers with an error, and memory stays flat", () => {
    const host = openHabits(wasm[runtime]);
    const requests = [
      encodeRequest("refuse", {}, { request_id: "r" }),
      encodeRequest("echo", { text: 7 }),
      encodeRequest("echo", {}),
      encodeRequest("nobody", {}),
    ];
    const want = requests.map((request) => host.handle(request));
    const memory = Array.from({ length: 5 }, () => {
      for (let i = 0; i < 20_000; i++) {
        const answer = host.handle(requests[i % 4] as Uint8Array);
        if (Buffer.compare(answer, want[i % 4] as Uint8Array) !== 0)
          throw new Error("another answer");
      }
      return host.memoryBytes;
    });
    expect(new Set(memory).size).toBe(1);
    expectSound(host);
  });
});

test("state and commands of a call that failed aren't in its answer", () => {
  const host = openHabits(wasm.incremental);
  expect(host.invoke("refuse", {}, { request_id: "r" })).toEqual({
    error: "refused r",
    state: new Uint8Array(0),
  });
});

test("what a trapped call left unsaid isn't in the next answer", () => {
  const host = openHabits(wasm.incremental);
  expect(() => host.invoke("fail_late")).toThrow("failed on purpose: fail_late");
  expect(host.invoke("echo", { text: "a" })).toEqual({ state: new Uint8Array(0), value: "a" });
  const { llm_context } = host.invoke("around", { path: "/a" });
  expect(llm_context).toBe("first /a\nthen /a");
});

describe.each(runtimes)("a host that throws through the guest, %s runtime", (runtime) => {
  test("costs a frame of the stack each, and nothing else is harmed", () => {
    let fails = false;
    const host = openHabits(wasm[runtime], {
      functions: {
        fs_read: () => {
          if (fails) throw new RangeError("the host gave up");
          return fileOf("content");
        },
      },
    });
    for (let i = 0; i < 100; i++) {
      fails = true;
      expect(() => host.invoke("around", { path: "/a" })).toThrow("the host gave up");
      fails = false;
      expectSound(host);
    }
  });
});
