import { encode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import { SkillLoadError } from "../../engine/errors.js";
import { loadModule } from "../../engine/load.js";
import { createSkill } from "../../engine/skill.js";
import { answering, constant, type GuestParts, guest, guestWat, wat } from "./guest.js";

const hostType = "(param i32 i32) (result i64)";
const answer = { version: 1, payload: encode("fine") };

describe("a loaded module", () => {
  it("lists the host functions that it imports, without abort", () => {
    const imports = `
      (import "env" "abort" (func (param i32 i32 i32 i32)))
      (import "env" "fs_read" (func ${hostType}))
      (import "env" "time_now" (func ${hostType}))`;
    expect(guest({ imports }).hostFunctions).toEqual(["fs_read", "time_now"]);
  });

  it("gives any number of instances", () => {
    const module = guest(answering(answer));
    const values = [1, 2, 3].map(() => createSkill(module).invoke("any").value);
    expect(values).toEqual(["fine", "fine", "fine"]);
  });
});

const mistaken: [what: string, found: unknown, name: string][] = [
  ["a path", "skill.wasm", "a string"],
  ["a promise of bytes", Promise.resolve(), "a promise"],
  ["nothing", undefined, "nothing"],
  ["an array", [0], "an object"],
];

describe("what isn't bytes is no module", () => {
  it.each(mistaken)("such as %s", (_, found, name) => {
    const message = `Cannot load module: expected bytes, found ${name}. Hint: use readFileSync`;
    expect(() => loadModule(found as Uint8Array)).toThrow(new TypeError(message));
  });

  it("and bytes are no loaded module", () => {
    const message = "Cannot create skill: expected a module, found bytes. Hint: use loadModule";
    const bytes = wat(guestWat()) as never;
    expect(() => createSkill(bytes)).toThrow(new TypeError(message));
  });
});

const refused: [what: string, parts: GuestParts, code: string, message: string][] = [
  [
    "an unknown host function",
    {
      imports: `(import "env" "fs_stat" (func ${hostType})) (import "env" "seed" (func))`,
    },
    "imports",
    'Cannot load module: it imports the unknown "env.fs_stat", "env.seed"',
  ],
  [
    "a host function of another type",
    { imports: `(import "env" "fs_read" (func (param i32) (result i32)))` },
    "imports",
    'Cannot load module: it imports "env.fs_read" as (i32) -> i32, expected (i32, i32) -> i64',
  ],
  [
    "another module's function",
    { imports: `(import "wasi_unstable" "fd_write" (func))` },
    "imports",
    'Cannot load module: it imports the unknown "wasi_unstable.fd_write"',
  ],
  [
    "an unknown WASI function",
    { imports: `(import "wasi_snapshot_preview1" "fd_fly" (func))` },
    "imports",
    'Cannot load module: it imports the unknown "wasi_snapshot_preview1.fd_fly"',
  ],
  [
    "a global",
    { imports: `(import "env" "abort" (global i32))` },
    "imports",
    'Cannot load module: it imports the global "env.abort"',
  ],
  [
    "a table",
    { imports: `(import "env" "table" (table 1 funcref))` },
    "imports",
    'Cannot load module: it imports the table "env.table"',
  ],
  [
    "the host's memory",
    { imports: `(import "env" "memory" (memory 1))`, memory: "" },
    "memory",
    `Cannot load module's memory: it imports "env.memory", expected its own`,
  ],
  [
    "a shared memory",
    { memory: `(memory (export "memory") 1 2 shared)` },
    "memory",
    "Cannot load module's memory: it is shared or 64-bit, expected a plain one",
  ],
  [
    "more memory than the limit",
    { memory: `(memory (export "memory") 1025)` },
    "memory",
    "Cannot load module's memory: it starts with 65600 KiB, above the limit of 65536 KiB. Hint: raise limits.memory_mb",
  ],
  [
    "more tables than any compiler makes",
    { more: "(table 1 funcref) ".repeat(9) },
    "memory",
    "Cannot load module's memory: it has 9 tables, at most 8",
  ],
  [
    "a table that is large from the start",
    { more: "(table 500001 externref)" },
    "memory",
    "Cannot load module's memory: a table of it starts with 500001 elements, above the limit of 500000",
  ],
  [
    "an unexported memory",
    { memory: "(memory 1)" },
    "exports",
    'Cannot load module: the export "memory" is missing',
  ],
  [
    "an _initialize that takes something",
    { more: `(func (export "_initialize") (param i32))` },
    "exports",
    'Cannot load module: the export "_initialize" is (i32) -> (), expected () -> ()',
  ],
];

describe("a module is refused for", () => {
  it.each(refused)("%s", (_, parts, code, message) => {
    expect(failure(() => guest(parts))).toEqual({ name: "SkillLoadError", code, message });
  });

  it("what it imports, without an SDK that it doesn't tell", () => {
    const { data, result } = constant(1024, { version: 1, methods: [] });
    const imports = `(import "env" "fs_stat" (func ${hostType}))`;
    expect(failure(() => guest({ imports, describe: result, more: data }))).toMatchObject({
      message: 'Cannot load module: it imports the unknown "env.fs_stat"',
    });
  });

  it("every export that it lacks or has wrong, at once", () => {
    const source = `(module (memory (export "memory") 1)
      (func (export "skill_alloc") (param i64) (result i32) unreachable)
      (global (export "skill_free") i32 (i32.const 0)))`;
    expect(failure(() => loadModule(wat(source)))).toMatchObject({
      code: "exports",
      message:
        'Cannot load module: the export "skill_alloc" is (i64) -> i32, expected (i32) -> i32; ' +
        'the export "skill_free" is global, expected (i32) -> (); ' +
        'the export "skill_handle" (i32, i32) -> i64 is missing; ' +
        'the export "skill_describe" () -> i64 is missing',
    });
  });

  it.each([
    ["nothing that a skill does", '(module (memory (export "memory") 1))'],
    ["nothing at all", "(module)"],
  ])("exporting %s, with what was probably compiled", (_, text) => {
    expect(failure(() => loadModule(wat(text)))).toMatchObject({
      code: "exports",
      message:
        "Cannot load module: it is no skill: it exports none of skill_alloc, skill_free, " +
        "skill_handle, skill_describe. Hint: compile the lib.ts that skill-gen writes, not the " +
        "sources that it reads",
    });
  });

  it("having no memory", () => {
    const exported = '(module (func (export "skill_free") (param i32)))';
    expect(failure(() => loadModule(wat(exported)))).toMatchObject({
      code: "memory",
      message: "Cannot load module's memory: it has 0, expected 1",
    });
  });

  it("what it imports, naming the SDK that made it", () => {
    const { data, result } = constant(1024, { version: 1, methods: [], sdk_version: 0x000401 });
    const imports = `(import "env" "fs_stat" (func ${hostType}))`;
    expect(failure(() => guest({ imports, describe: result, more: data }))).toMatchObject({
      message: 'Cannot load module made with SDK 0.4.1: it imports the unknown "env.fs_stat"',
    });
  });
});

describe("bytes that are no module", () => {
  it.each([
    ["none", [], "doesn't begin as a WebAssembly module at byte 0"],
    ["text", [...Buffer.from("#!/bin/sh")], "doesn't begin as a WebAssembly module at byte 0"],
    ["a section that ends early", [0, 97, 115, 109, 1, 0, 0, 0, 1, 9], "ends early at byte 10"],
    [
      "zeros behind its end",
      [0, 97, 115, 109, 1, 0, 0, 0, 0, 0, 0, 0],
      "holds a section without a name at byte 10",
    ],
    [
      "a number without end",
      [0, 97, 115, 109, 1, 0, 0, 0, 1, 255, 255, 255, 255, 255, 1],
      "holds a number too large at byte 14",
    ],
  ])("%s", (_, bytes, problem) => {
    expect(failure(() => loadModule(Uint8Array.from(bytes)))).toEqual({
      name: "SkillLoadError",
      code: "malformed",
      message: `Cannot load module: the binary ${problem}`,
    });
  });

  it("cut or changed anywhere end in a SkillLoadError or in a module", () => {
    const imports = `(import "env" "fs_read" (func ${hostType}))`;
    const whole = wat(guestWat({ imports, more: "(func $go) (start $go)" }));
    const outcomes = new Set<string>();
    for (let at = 0; at < whole.length; at++) {
      outcomes.add(outcome(whole.slice(0, at)));
      for (const byte of [0, 1, 0x7f, 0x80, 0xff]) {
        const changed = whole.slice();
        changed[at] = byte;
        outcomes.add(outcome(changed));
      }
    }
    expect([...outcomes].sort()).toEqual(["loaded", "refused"]);
  });
});

describe("the memory limit", () => {
  const grow = {
    handle: `(i32.store8 (i32.const 1044) (i32.add (i32.const 1)
        (memory.grow (i32.sub (i32.const 32) (memory.size))))) ${constant(1024, grown(0)).result}`,
    more: constant(1024, grown(0)).data,
  };

  it.each([
    ["the default", "1", {}, true],
    ["the limit itself", "1", { maxMemoryBytes: 32 * 65536 }, true],
    ["one page less", "1", { maxMemoryBytes: 32 * 65536 - 1 }, false],
    ["the module's own lower maximum", "1 31", {}, false],
    ["a module's higher maximum", "1 100", { maxMemoryBytes: 31 * 65536 }, false],
  ])("%s decides whether a guest grows to 32 pages", (_, limits, options, grows) => {
    const memory = `(memory (export "memory") ${limits})`;
    const skill = createSkill(guest({ ...grow, memory }, options));
    expect(skill.invoke("any").value === 0).toBe(!grows);
  });
});

/** An answer whose payload's one byte is at 1024 + 20. */
function grown(byte: number) {
  return { version: 1, payload: Uint8Array.of(byte) };
}

function outcome(bytes: Uint8Array): string {
  try {
    loadModule(bytes);
    return "loaded";
  } catch (error) {
    return error instanceof SkillLoadError ? "refused" : `crashed: ${error}`;
  }
}

function failure(run: () => unknown): object {
  try {
    run();
  } catch (error) {
    if (error instanceof SkillLoadError) {
      return { name: error.name, code: error.code, message: error.message };
    }
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the limit of tables", () => {
  it.each([
    ["1 funcref", "func", 500_000],
    ["1 10000000 funcref", "func", 500_000],
    ["1 externref", "extern", 500_000],
    ["1 300 funcref", "func", 300],
    ["500000 funcref", "func", 500_000],
  ])("keeps (table %s) from growing beyond it", (table, type, most) => {
    const refused = constant(1024, { version: 1, payload: encode("refused") });
    const grown = constant(1280, { version: 1, payload: encode("grown") });
    const grow = (by: string) => `(table.grow $other (ref.null ${type}) ${by})`;
    const rest = `(i32.sub (i32.const ${most}) (table.size $other))`;
    const skill = createSkill(
      guest({
        handle: `(if (i32.lt_s ${grow(rest)} (i32.const 0)) (then unreachable))
          (if (i32.ge_s ${grow("(i32.const 1)")} (i32.const 0)) (then (return ${grown.result})))
          ${refused.result}`,
        more: `(table 2 2 funcref) (table $other ${table}) (elem (i32.const 0) $free $free)
          ${refused.data} ${grown.data}`,
      }),
    );
    expect(skill.invoke("any").value).toBe("refused");
  });
});
