import { encode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import type { Notice } from "../../engine/device.js";
import { createSkill, type SkillOptions } from "../../engine/skill.js";
import { constant, type GuestParts, guest } from "./guest.js";

const functions: Record<string, string> = {
  random_get: "(param i32 i32) (result i32)",
  clock_time_get: "(param i32 i64 i32) (result i32)",
  fd_write: "(param i32 i32 i32 i32) (result i32)",
  fd_read: "(param i32 i32 i32 i32) (result i32)",
  poll_oneoff: "(param i32 i32 i32 i32) (result i32)",
  args_sizes_get: "(param i32 i32) (result i32)",
  environ_sizes_get: "(param i32 i32) (result i32)",
  sched_yield: "(result i32)",
  sock_shutdown: "(param i32 i32) (result i32)",
  proc_exit: "(param i32)",
};

/** An answer whose payload is bin of the 16 bytes at 1024 + 24. */
const answer = constant(1024, { version: 1, payload: encode(new Uint8Array(16)) });
const slot = 1024 + encode({ version: 1, payload: encode(new Uint8Array(16)) }).length - 16;

function wasiGuest(run: string, parts: GuestParts = {}) {
  const imports = Object.entries(functions).map(
    ([name, type]) => `(import "wasi_snapshot_preview1" "${name}" (func $${name} ${type}))`,
  );
  return guest({
    imports: imports.join("\n"),
    handle: `${run} ${answer.result}`,
    ...parts,
    more: `${answer.data} ${parts.more ?? ""}`,
  });
}

/** Runs the instructions, which leave their outcome in the 16 bytes of the answer. */
function outcome(run: string, options: SkillOptions = {}): DataView {
  const { value } = createSkill(wasiGuest(run), options).invoke("any");
  const bytes = value as Uint8Array;
  return new DataView(bytes.buffer);
}

const errno = (call: string) => `(i32.store (i32.const ${slot}) ${call})`;

describe("a WASI module", () => {
  it("is initialised once before its first call, after its start function", () => {
    const more = `(global $steps (mut i32) (i32.const 0))
      (func $step (param i32) (global.set $steps
        (i32.add (i32.mul (global.get $steps) (i32.const 10)) (local.get 0))))
      (func (export "_initialize") (call $step (i32.const 2)))
      (func $go (call $step (i32.const 1))) (start $go)`;
    const run = errno("(global.get $steps)");
    const skill = createSkill(wasiGuest(run, { more }));
    const read = () =>
      new DataView((skill.invoke("any").value as Uint8Array).buffer).getInt32(0, true);
    expect([read(), read()]).toEqual([12, 12]);
  });

  it("gets randomness from the host", () => {
    const run = `(drop (call $random_get (i32.const ${slot}) (i32.const 16)))`;
    const random = (bytes: Uint8Array) => void bytes.fill(7);
    expect(new Uint8Array(outcome(run, { wasi: { random } }).buffer)).toEqual(
      new Uint8Array(16).fill(7),
    );
    expect(new Set(new Uint8Array(outcome(run).buffer)).size).toBeGreaterThan(2);
  });

  it("gets randomness in a start function too", () => {
    const more = `(func $go (drop (call $random_get (i32.const ${slot}) (i32.const 16)))) (start $go)`;
    const random = (bytes: Uint8Array) => void bytes.fill(9);
    const skill = createSkill(wasiGuest("", { more }), { wasi: { random } });
    expect(skill.invoke("any").value).toEqual(new Uint8Array(16).fill(9));
  });

  it.each([
    ["realtime", 0, 1_700_000_000_123_456_000n],
    ["monotonic", 1, 0n],
  ])("gets the %s clock from the host", (_, id, nanoseconds) => {
    const run = `(drop (call $clock_time_get (i32.const ${id}) (i64.const 0) (i32.const ${slot})))`;
    const now = () => 1_700_000_000_123.456;
    expect(outcome(run, { wasi: { now } }).getBigInt64(0, true)).toBe(nanoseconds);
  });

  it("doesn't block the host when it sleeps: its clocks run ahead", () => {
    const clock = (at: number) =>
      `(drop (call $clock_time_get (i32.const 1) (i64.const 0) (i32.const ${at})))`;
    const sleep = `(i32.store (i32.const 516) (i32.const 5))
      (i64.store (i32.const 536) (i64.const 3600000000000))
      (drop (call $poll_oneoff (i32.const 512) (i32.const 640) (i32.const 1) (i32.const 700)))`;
    const view = outcome(`${clock(slot)} ${sleep} ${clock(slot + 8)}`, { wasi: { now: () => 5 } });
    expect(view.getBigInt64(8, true) - view.getBigInt64(0, true)).toBe(3_600_000_000_000n);
  });

  it("writes to the host's notices", () => {
    const notices: Notice[] = [];
    const write = (fd: number) =>
      `(drop (call $fd_write (i32.const ${fd}) (i32.const 512) (i32.const 1) (i32.const 520)))`;
    const run = `(i32.store (i32.const 512) (i32.const 600)) (i32.store (i32.const 516) (i32.const 3))
      ${write(1)} ${write(2)}`;
    const more = `(data (i32.const 600) "hi\\0a")`;
    createSkill(wasiGuest(run, { more }), {
      onNotice: (notice) => void notices.push(notice),
    }).invoke("any");
    expect(notices).toEqual([
      { kind: "output", stream: "stdout", text: "hi\n" },
      { kind: "output", stream: "stderr", text: "hi\n" },
    ]);
  });

  it.each([
    ["no arguments", "(call $args_sizes_get (i32.const 512) (i32.const 516))", 0],
    ["no environment", "(call $environ_sizes_get (i32.const 512) (i32.const 516))", 0],
    ["no sockets", "(call $sock_shutdown (i32.const 3) (i32.const 0))", 58],
    ["no files", "(call $fd_read (i32.const 3) (i32.const 512) (i32.const 0) (i32.const 520))", 8],
    [
      "no unbounded polls",
      "(call $poll_oneoff (i32.const 0) (i32.const 0) (i32.const -1) (i32.const 0))",
      28,
    ],
    ["a yield", "(call $sched_yield)", 0],
  ])("has %s", (_, call, want) => {
    const run = `${errno(call)} (i32.store (i32.const ${slot + 4})
      (i32.add (i32.load (i32.const 512)) (i32.load (i32.const 516))))`;
    const view = outcome(run);
    expect([view.getInt32(0, true), view.getInt32(4, true)]).toEqual([want, 0]);
  });

  it.each([
    ["random_get", "(i32.const 65530) (i32.const 100)"],
    ["random_get", "(i32.const -1) (i32.const 1)"],
    ["clock_time_get", "(i32.const 0) (i64.const 0) (i32.const 65535)"],
    ["fd_write", "(i32.const 1) (i32.const 65535) (i32.const 1) (i32.const 0)"],
    ["args_sizes_get", "(i32.const -1) (i32.const -1)"],
  ])(
    "that gives %s a place outside memory gets an error, and the next call works",
    (name, args) => {
      const more = `(global $calls (mut i32) (i32.const 0))`;
      const skill = createSkill(wasiGuest(`(drop (call $${name} ${args}))`, { more }));
      for (let round = 0; round < 2; round++) {
        expect(caught(() => skill.invoke("any"))).toMatchObject({
          name: "SkillProtocolError",
          code: "pointer",
          message: `Cannot serve WASI ${name}: it points outside memory`,
        });
      }
    },
  );

  it("that exits ends the call", () => {
    const skill = createSkill(wasiGuest("(call $proc_exit (i32.const 3))"));
    expect(caught(() => skill.invoke("any"))).toMatchObject({
      name: "SkillTrapError",
      code: "exit",
      message: "Cannot finish the call: the guest exited with code 3",
    });
  });
});

function caught(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
