import { SkillProtocolError, SkillTrapError } from "@luminarys/sdk-as/engine";
import { createHost, type Host, HostLimitError, type HostNotice } from "@luminarys/skill-host";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pack } from "../../test/engine/guest.js";
import {
  guestSkill,
  type HostileParts,
  hostCall,
  hostImport,
  LOOP,
  MISBEHAVE,
  manifestFor,
  REQUEST_AT,
} from "./guest-skill.js";

const TABLES = Array.from({ length: 8 }, (_, i) => `$table${i}`);
const LIMITS = { deadline_ms: 300, memory_mb: 16 };

let host: Host;
let notices: HostNotice[];

beforeEach(async () => {
  notices = [];
  host = createHost({ onNotice: (notice) => notices.push(notice) });
  await host.add({ manifest: manifestFor("good"), module: guestSkill({}) });
  await host.invoke("good", "run");
});

afterEach(() => host.stop());

/** Lets a hostile skill misbehave, and calls a good one meanwhile. Gives how the first one ended. */
async function misbehave(parts: HostileParts, limits: object = {}): Promise<unknown> {
  const manifest = manifestFor("bad", { limits: { ...LIMITS, ...limits } });
  await host.add({ manifest, module: guestSkill(parts) });
  const ended = host.invoke("bad", "run", { args: MISBEHAVE }).catch((error: unknown) => error);
  expect(await answerOf("good")).toBe("fine");
  const outcome = await ended;
  expect(await answerOf("bad")).toBe("fine");
  return outcome;
}

const answerOf = async (id: string) => (await host.invoke(id, "run")).value;

const deadline = new HostLimitError(
  'Cannot finish "bad/run": it ran for more than 300 ms. Hint: raise limits.deadline_ms',
  { code: "deadline" },
);

const log = { level: "info", message: "flood", fields: {} };

describe("a skill that takes too much time is ended, and the next call works:", () => {
  const loops: [what: string, parts: HostileParts][] = [
    ["it loops", { misbehave: LOOP }],
    [
      "it grows its memory for ever",
      { misbehave: "(loop $l (drop (memory.grow (i32.const 1))) (br $l))" },
    ],
    [
      "it asks its host for ever",
      {
        imports: hostImport("time_now"),
        request: {},
        misbehave: `(loop $l ${hostCall("time_now", {})} (br $l))`,
      },
    ],
    [
      "it loops where the host places an answer",
      {
        imports: hostImport("time_now"),
        request: {},
        alloc: `(if (global.get $trap) (then ${LOOP})) (i32.const 3000)`,
        more: "(global $trap (mut i32) (i32.const 0))",
        misbehave: `(global.set $trap (i32.const 1)) ${hostCall("time_now", {})}`,
      },
    ],
    [
      "it loops where the main thread's answer is placed",
      {
        imports: hostImport("cluster_node_list"),
        request: {},
        alloc: `(if (global.get $trap) (then ${LOOP})) (i32.const 3000)`,
        more: "(global $trap (mut i32) (i32.const 0))",
        misbehave: `(global.set $trap (i32.const 1)) ${hostCall("cluster_node_list", {})}`,
      },
    ],
    [
      "it floods the main thread",
      {
        imports: hostImport("cluster_node_list"),
        request: {},
        misbehave: `(loop $l ${hostCall("cluster_node_list", {})} (br $l))`,
      },
    ],
  ];
  it.each(loops)("%s", async (_, parts) => {
    expect(await misbehave({ alloc: "(i32.const 3000)", ...parts })).toEqual(deadline);
    expect(notices).toContainEqual({ kind: "worker_killed", skillId: "bad", error: deadline });
  });

  it("it floods the log, of which no more than its limit is kept", async () => {
    const parts = {
      imports: hostImport("log_write"),
      request: log,
      alloc: "(i32.const 3000)",
      misbehave: `(loop $l ${hostCall("log_write", log)} (br $l))`,
    };
    expect(await misbehave(parts, { log_lines_per_s: 10 })).toEqual(deadline);
    const lines = notices.filter(({ kind }) => kind === "log");
    expect(lines.length).toBeGreaterThanOrEqual(10);
    expect(lines.length).toBeLessThan(30);
  });

  it("it never frees", async () => {
    const parts = { alloc: "(i32.const 3000)", free: LOOP };
    const manifest = manifestFor("bad", { limits: LIMITS });
    await host.add({ manifest, module: guestSkill(parts) });
    await expect(host.invoke("bad", "run")).rejects.toEqual(deadline);
    expect(await answerOf("good")).toBe("fine");
  });
});

describe("a skill that traps fails that call only:", () => {
  const bump = "(i32.const 3000)";
  const traps: [what: string, parts: HostileParts, error: object][] = [
    [
      "it recurses",
      { misbehave: "(call $deeper)", more: "(func $deeper (call $deeper))" },
      { name: "SkillTrapError", code: "stack_overflow" },
    ],
    [
      "it needs more memory than it may have",
      {
        misbehave: `(loop $l
          (br_if $l (i32.ne (memory.grow (i32.const 16)) (i32.const -1)))) unreachable`,
      },
      { name: "SkillTrapError", code: "out_of_memory" },
    ],
    [
      "it reads beyond its memory",
      { misbehave: "(drop (i32.load (i32.const -4)))" },
      { name: "SkillTrapError", code: "out_of_bounds" },
    ],
    [
      "its request lies beyond its memory",
      {
        imports: hostImport("time_now"),
        misbehave: "(drop (call $time_now (i32.const -16) (i32.const 8)))",
      },
      { name: "SkillProtocolError", code: "pointer" },
    ],
    [
      "its request to the main thread is longer than its memory",
      {
        imports: hostImport("tcp_request"),
        misbehave: `(drop (call $tcp_request (i32.const ${REQUEST_AT}) (i32.const -1)))`,
      },
      { name: "SkillProtocolError", code: "pointer" },
    ],
    [
      "its answer is longer than its memory",
      { misbehave: `(return ${pack("(i32.const 1024)", "(i32.const -1)")})` },
      { name: "SkillProtocolError", code: "pointer" },
    ],
    [
      "its answer is nothing",
      { misbehave: "(return (i64.const 0))" },
      { name: "SkillProtocolError", code: "empty" },
    ],
    [
      "its answer is no answer",
      { misbehave: `(return ${pack("(i32.const 3000)", "(i32.const 8)")})` },
      { name: "SkillProtocolError", code: "decode" },
    ],
  ];
  it.each(traps)("%s", async (_, parts, error) => {
    const outcome = await misbehave({ alloc: bump, ...parts });
    const isOurs = outcome instanceof SkillTrapError || outcome instanceof SkillProtocolError;
    expect([isOurs, outcome]).toEqual([true, expect.objectContaining(error)]);
    expect(notices.filter(({ kind }) => kind === "worker_killed")).toEqual([]);
  });

  it("it grows its tables until there is no more room", async () => {
    const grow = (table: string) => `(loop $l (br_if $l (i32.ne (i32.const -1)
      (table.grow ${table} (ref.null func) (i32.const 100000)))))`;
    const parts = {
      misbehave: `${TABLES.map(grow).join(" ")} unreachable`,
      more: TABLES.map((table) => `(table ${table} 1 funcref)`).join(" "),
    };
    const outcome = await misbehave({ alloc: bump, ...parts }, { deadline_ms: 20_000 });
    expect(outcome).toMatchObject({ name: "SkillTrapError", code: "unreachable" });
  });

  it("it places what it gets beyond its memory once that is full, and begins anew", async () => {
    const manifest = manifestFor("bad", { limits: { ...LIMITS, memory_mb: 1 } });
    await host.add({ manifest, module: guestSkill({}) });
    const text = "x".repeat(10_000);
    const outcomes: string[] = [];
    for (let i = 0; i < 20; i++) {
      const call = host.invoke("bad", "run", { args: { text } });
      outcomes.push(
        await call.then(
          ({ value }) => String(value),
          ({ code }) => code,
        ),
      );
    }
    expect(new Set(outcomes)).toEqual(new Set(["fine", "pointer"]));
    expect(await answerOf("good")).toBe("fine");
  });
});

describe("a module that misbehaves when it is loaded isn't, and others are:", () => {
  const late = new HostLimitError(
    "Cannot load module: compiling and describing it took more than 1500 ms",
    { code: "deadline" },
  );
  const loops: [what: string, parts: HostileParts][] = [
    ["its start loops", { more: `(func $begin ${LOOP}) (start $begin)` }],
    ["its description loops", { describe: `${LOOP} (i64.const 0)` }],
  ];
  it.each(loops)("%s", (_, parts) => isRefused(createHost({ inspectMs: 1500 }), parts, late));

  const starts: [what: string, parts: HostileParts, error: object][] = [
    ["its description traps", { describe: "unreachable" }, { code: "unreachable" }],
    ["its description is nothing", { describe: "(i64.const 0)" }, { code: "empty" }],
    [
      "its start needs a deep stack",
      { more: "(func $begin (call $begin)) (start $begin)" },
      { code: "stack_overflow" },
    ],
    ["it imports what nobody has", { imports: hostImport("launch") }, { code: "imports" }],
    [
      "it wants more memory than it may have",
      { memory: '(memory (export "memory") 999)' },
      { code: "memory" },
    ],
  ];
  it.each(starts)("%s", (_, parts, error) => isRefused(createHost(), parts, error));

  async function isRefused(on: Host, parts: HostileParts, error: object): Promise<void> {
    const bad = { manifest: manifestFor("bad", { limits: LIMITS }), module: guestSkill(parts) };
    const added = on.add(bad);
    const other = on.add({ manifest: manifestFor("other"), module: guestSkill({}) });
    await expect(added).rejects.toMatchObject(error);
    await other;
    expect((await on.invoke("other", "run")).value).toBe("fine");
    expect(on.list().map(({ id }) => id)).toEqual(["other"]);
    await on.stop();
  }

  it("it is no module", async () => {
    const module = new TextEncoder().encode("PK\u0003\u0004");
    await expect(host.add({ manifest: manifestFor("zip"), module })).rejects.toMatchObject({
      name: "SkillLoadError",
      code: "malformed",
    });
    expect(await answerOf("good")).toBe("fine");
  });
});
