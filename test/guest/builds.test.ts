import { beforeAll, describe, expect, test } from "vitest";
import { encodeRequest, GuestAbort, type RawHost } from "../support/raw-host.js";
import { buildHabits, fileOf, openHabits } from "./habits.js";

// Optimizer and compiler decide what lies on the shadow stack, which traps leave as it is. So what
// the other tests hold of one build is held here, in short, of builds that differ from it.

const builds = [
  ["asc 0.27", { asc: "0.27" }],
  ["no optimization", { optimizeLevel: 0 }],
] as const;

const inner = [
  encodeRequest("around", { path: "/inner" }, { request_id: "inner" }),
  encodeRequest("fail_late", {}, { request_id: "inner" }),
  encodeRequest("fail", { depth: 9 }),
  encodeRequest("read", { path: "/inner" }),
];
const outer = [
  encodeRequest("around", { path: "/outer" }, { request_id: "outer" }),
  encodeRequest("fail", { depth: 5 }),
  encodeRequest("fail_late", {}),
  encodeRequest("echo", { text: "größe".repeat(400) }),
  encodeRequest("refuse", {}, { request_id: "outer" }),
  encodeRequest("echo", { text: 1 }),
];

/** The answer, or what the guest throws. */
function outcome(host: RawHost, request: Uint8Array): Uint8Array | string {
  try {
    return host.handle(request);
  } catch (error) {
    if (error instanceof GuestAbort) return error.message;
    throw error;
  }
}

describe.each(builds)("a skill built with %s", (_, options) => {
  let host: RawHost;
  let turn = 0;
  let depth = 0;

  beforeAll(async () => {
    const wasm = await buildHabits("incremental", options);
    host = openHabits(wasm, {
      functions: {
        fs_read: (_, self) => {
          depth++;
          if (depth < 3) outcome(self, inner[turn++ % inner.length] as Uint8Array);
          depth--;
          return fileOf("content");
        },
      },
    });
  });

  test("answers the same over 20,000 calls that nest and throw, and memory stays flat", () => {
    const want = outer.map((request) => outcome(host, request));
    const memory = Array.from({ length: 4 }, () => {
      for (let i = 0; i < 5_000; i++) {
        const at = i % outer.length;
        const got = outcome(host, outer[at] as Uint8Array);
        if (Buffer.compare(Buffer.from(got), Buffer.from(want[at] ?? "")) !== 0) {
          throw new Error(`Call ${i} differs: ${got}`);
        }
      }
      return host.memoryBytes;
    });
    expect(new Set(memory.slice(1)).size).toBe(1);
    expect(want.map((each) => typeof each)).toEqual([
      "object",
      "string",
      "string",
      "object",
      "object",
      "object",
    ]);
    const { value, llm_context } = host.invoke("around", { path: "/a" }, { request_id: "r" });
    expect([value, llm_context]).toEqual(["before /a r content after /a r", "first /a\nthen /a"]);
  });
});
