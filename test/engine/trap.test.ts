import { encode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import { SkillTrapError } from "../../engine/errors.js";
import { createSkill, type Skill } from "../../engine/skill.js";
import { constant, type GuestParts, guest } from "./guest.js";

const one = constant(1024, { version: 1, payload: encode("fine") });
const abort = `(import "env" "abort" (func $abort (param i32 i32 i32 i32)))`;

/** An AssemblyScript string: its byte length, then UTF-16. */
function utf16(at: number, text: string): string {
  const bytes = Buffer.alloc(4 + text.length * 2);
  bytes.writeUInt32LE(text.length * 2);
  bytes.write(text, 4, "utf16le");
  const escaped = Array.from(bytes, (byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("");
  return `(data (i32.const ${at - 4}) "${escaped}")`;
}

/** Does `first` in the first call of an instance, and answers in every later one. */
function once(first: string, more = ""): GuestParts {
  return {
    imports: abort,
    handle: `(if (i32.eqz (global.get $calls)) (then
        (global.set $calls (i32.add (global.get $calls) (i32.const 1))) ${first}))
      ${one.result}`,
    more: `${one.data} ${more} (global $calls (mut i32) (i32.const 0))
      (type $void (func)) (table 2 funcref) (elem (i32.const 0) $free)
      (func $endless (call $endless))`,
  };
}

const traps: [code: string, instructions: string, message: string][] = [
  ["unreachable", "unreachable", "unreachable"],
  ["out_of_bounds", "(drop (i32.load (i32.const -4)))", "memory access out of bounds"],
  [
    "out_of_bounds",
    "(memory.fill (i32.const -4) (i32.const 0) (i32.const 8))",
    "memory access out of bounds",
  ],
  ["arithmetic", "(drop (i32.div_u (i32.const 1) (i32.const 0)))", "divide by zero"],
  ["arithmetic", "(drop (i32.rem_u (i32.const 1) (i32.const 0)))", "remainder by zero"],
  [
    "arithmetic",
    "(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))",
    "divide result unrepresentable",
  ],
  [
    "arithmetic",
    "(drop (i32.trunc_f32_s (f32.const nan)))",
    "float unrepresentable in integer range",
  ],
  ["indirect_call", "(call_indirect (type $void) (i32.const 9))", "table index is out of bounds"],
  [
    "indirect_call",
    "(call_indirect (type $void) (i32.const 0))",
    "null function or function signature mismatch",
  ],
  ["stack_overflow", "(call $endless)", "the stack is full"],
];

describe("a trap", () => {
  it.each(traps)("has the code %s for %s", (code, instructions, message) => {
    const skill = createSkill(guest(once(instructions)));
    const error = trap(skill);
    expect(error.message).toBe(`Cannot finish the call: ${message}`);
    expect(error.code).toBe(code);
    expect([error.file, error.line, error.column]).toEqual([undefined, undefined, undefined]);
  });

  it("leaves the other methods of the next instance working", () => {
    const skill = createSkill(guest(once("unreachable")));
    const next = createSkill(guest({ handle: one.result, more: one.data }));
    expect(trap(skill).code).toBe("unreachable");
    expect(next.invoke("any").value).toBe("fine");
  });

  it("costs the instance: the next call begins with fresh memory", () => {
    const trapWhenZero = `
      (if (i32.eq (i32.load (i32.const 512)) (i32.const 2)) (then unreachable))
      (i32.store (i32.const 512) (i32.add (i32.load (i32.const 512)) (i32.const 1)))`;
    const skill = createSkill(guest({ handle: `${trapWhenZero} ${one.result}`, more: one.data }));
    const outcomes = Array.from({ length: 9 }, () => {
      try {
        return skill.invoke("any").value;
      } catch (error) {
        return (error as SkillTrapError).code;
      }
    });
    const round = ["fine", "fine", "unreachable"];
    expect(outcomes).toEqual([...round, ...round, ...round]);
  });
});

describe("a guest that throws", () => {
  const text = utf16(2004, "Boom: naïve 🍺") + utf16(2104, "assembly/skill.ts");
  const call = (args: string) => `(call $abort ${args})`;
  const place = "(i32.const 12) (i32.const 5)";

  it("gives its message, file, line and column", () => {
    const throwing = call(`(i32.const 2004) (i32.const 2104) ${place}`);
    const error = trap(createSkill(guest(once(throwing, text))));
    expect(error).toMatchObject({ code: "abort", file: "assembly/skill.ts", line: 12, column: 5 });
    expect(error.message).toBe("Boom: naïve 🍺");
  });

  it.each([
    ["no strings", "(i32.const 0) (i32.const 0)"],
    ["strings outside memory", "(i32.const 65540) (i32.const -2)"],
    ["strings whose length lies", "(i32.const 4000) (i32.const 4000)"],
  ])("with %s is told apart from a crash", (_, pointers) => {
    const lie = `(data (i32.const 3996) "\\ff\\ff\\ff\\7f")`;
    const error = trap(createSkill(guest(once(call(`${pointers} ${place}`), lie))));
    expect(error).toMatchObject({ code: "abort", message: "abort", file: undefined });
  });

  it("while it starts gives all of it too, at every call", () => {
    const start = `${text} (func $go ${call(`(i32.const 2004) (i32.const 2104) ${place}`)})
      (start $go)`;
    const skill = createSkill(guest({ imports: abort, more: start }));
    for (let round = 0; round < 2; round++) {
      const error = trap(skill);
      expect(error).toMatchObject({ code: "abort", message: "Boom: naïve 🍺", line: 12 });
    }
  });
});

function trap(skill: Skill): SkillTrapError {
  try {
    skill.invoke("any");
  } catch (error) {
    if (error instanceof SkillTrapError) return error;
    throw error;
  }
  throw new Error("nothing trapped");
}
