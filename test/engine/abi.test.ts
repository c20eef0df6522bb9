import { encode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import type { Devices } from "../../engine/device.js";
import { SkillProtocolError } from "../../engine/errors.js";
import { createSkill } from "../../engine/skill.js";
import { answering, constant, constantBytes, type GuestParts, guest, pack } from "./guest.js";

const fine = { version: 1, payload: encode("fine") };
const one = constant(1024, fine);
const asked = constant(2048, { path: "/a" });
const fsRead = `(import "env" "fs_read" (func $ask (param i32 i32) (result i64)))`;
const content = Uint8Array.of(1, 2, 3);
const devices = { fs: { fs_read: () => ({ content }) } } as unknown as Devices;

type Lie = [what: string, parts: GuestParts, code: string, message: string];

const lies: Lie[] = [
  [
    "an answer beyond memory",
    { handle: pack("(i32.const 65530)", "(i32.const 7)") },
    "pointer",
    "Cannot read the answer of skill_handle: 7 bytes at 65530 lie outside the memory of 65536",
  ],
  [
    "an answer whose end overflows 32 bits",
    { handle: pack("(i32.const -8)", "(i32.const 16)") },
    "pointer",
    "Cannot read the answer of skill_handle: 16 bytes at 4294967288 lie outside the memory of 65536",
  ],
  [
    "an answer of negative length",
    { handle: pack("(i32.const 1024)", "(i32.const -1)") },
    "pointer",
    "Cannot read the answer of skill_handle: 4294967295 bytes at 1024 lie outside the memory of 65536",
  ],
  [
    "an answer at 0",
    { handle: pack("(i32.const 0)", "(i32.const 5)") },
    "pointer",
    "Cannot read the answer of skill_handle: 5 bytes at 0 lie outside the memory of 65536",
  ],
  [
    "no answer",
    { handle: "(i64.const 0)" },
    "empty",
    "Cannot read the answer of skill_handle: it is empty",
  ],
  [
    "an empty answer somewhere",
    { handle: pack("(i32.const 1024)", "(i32.const 0)") },
    "empty",
    "Cannot read the answer of skill_handle: it is empty",
  ],
  [
    "memory at 0 from skill_alloc",
    { alloc: "(i32.const 0)" },
    "pointer",
    "Cannot place 127 bytes: skill_alloc gave 0, outside the memory of 65536",
  ],
  [
    "memory that ends too early from skill_alloc",
    { alloc: "(i32.const 65431)" },
    "pointer",
    "Cannot place 127 bytes: skill_alloc gave 65431, outside the memory of 65536",
  ],
  [
    "a negative pointer from skill_alloc",
    { alloc: "(i32.const -1)" },
    "pointer",
    "Cannot place 127 bytes: skill_alloc gave 4294967295, outside the memory of 65536",
  ],
  [
    "an answer that isn't a map",
    answering("text"),
    "decode",
    "Cannot read the answer of skill_handle: Cannot decode map at offset 0: found 0xa4 (string)",
  ],
  [
    "an answer whose error isn't text",
    answering({ error: 5 }),
    "decode",
    "Cannot read the answer of skill_handle: Cannot decode string at offset 7: found 0x05 (integer)",
  ],
  [
    "an answer whose payload isn't MessagePack",
    answering({ payload: Uint8Array.of(0xc1) }),
    "decode",
    "Cannot read the answer of skill_handle: Cannot decode value at offset 0: found 0xc1 (reserved)",
  ],
  [
    "a payload of two values",
    answering({ payload: Uint8Array.of(1, 2) }),
    "decode",
    "Cannot read the answer of skill_handle: Cannot decode message at offset 1: 1 more byte than the value has",
  ],
  [
    "an answer that is cut",
    { handle: constantBytes(1024, encode(fine).slice(0, -1)).result, more: one.data },
    "decode",
    "Cannot read the answer of skill_handle: Cannot decode bytes at offset 18: 5 more bytes needed, 4 left",
  ],
  [
    "a host request beyond memory",
    {
      imports: fsRead,
      handle: `(drop (call $ask (i32.const 65530) (i32.const 100))) ${one.result}`,
      more: one.data,
    },
    "pointer",
    "Cannot read the request of a host call: 100 bytes at 65530 lie outside the memory of 65536",
  ],
  [
    "an empty host request",
    {
      imports: fsRead,
      handle: `(drop (call $ask (i32.const 1024) (i32.const 0))) ${one.result}`,
      more: one.data,
    },
    "empty",
    "Cannot read the request of a host call: it is empty",
  ],
];

describe("a guest that lies", () => {
  it.each(lies)("with %s gets a SkillProtocolError", (_, parts, code, message) => {
    const skill = createSkill(guest(parts), { devices });
    for (let round = 0; round < 3; round++) {
      const error = caught(() => skill.invoke("any", {}));
      expect(error).toBeInstanceOf(SkillProtocolError);
      expect({
        code: (error as SkillProtocolError).code,
        message: (error as Error).message,
      }).toEqual({ code, message });
    }
  });

  it("with random bytes as its answer never crashes the host", () => {
    let state = 7;
    const next = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    };
    for (let round = 0; round < 300; round++) {
      const whole = encode({ ...fine, commands: [{ type: "load_kv", payload: { key: "k" } }] });
      for (let left = 0; left < 3; left++) whole[next() % whole.length] = next();
      const { data, result } = constantBytes(1024, whole);
      const skill = createSkill(guest({ handle: result, more: data }));
      const error = caught(() => skill.invoke("any"));
      expect(error === undefined || error instanceof SkillProtocolError).toBe(true);
    }
  });
});

describe("memory that grows", () => {
  it("during the call is read where it now is", () => {
    const grow = `(drop (memory.grow (i32.const 3)))`;
    const far = `(memory.copy (i32.const 200000) (i32.const 1024) (i32.const ${encode(fine).length}))`;
    const handle = `${grow} ${far} ${pack("(i32.const 200000)", `(i32.const ${encode(fine).length})`)}`;
    const skill = createSkill(guest({ handle, more: one.data }));
    expect(skill.invoke("any").value).toBe("fine");
    expect(skill.invoke("any").value).toBe("fine");
  });

  it("in skill_alloc takes the request", () => {
    const alloc = `(drop (memory.grow (i32.const 2)))
      (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.add (local.get $n) (i32.const 1)))`;
    const skill = createSkill(guest(answering(fine, { alloc })));
    expect(skill.invoke("any", { text: "x".repeat(1000) }).value).toBe("fine");
  });

  it("while a host function answers takes the answer", () => {
    const alloc = `(drop (memory.grow (i32.const 1)))
      (i32.sub (i32.mul (memory.size) (i32.const 65536)) (local.get $n))`;
    const handle = `(local $r i64) (local.set $r (call $ask ${args(asked)}))
      ${one.result}`;
    const skill = createSkill(
      guest({ imports: fsRead, alloc, handle, more: one.data + asked.data }),
      { devices },
    );
    expect(skill.invoke("any").value).toBe("fine");
  });
});

function args({ result }: { result: string }): string {
  const packed = BigInt(/\d+/.exec(result.replace("i64", ""))?.[0] ?? 0);
  return `(i32.const ${packed >> 32n}) (i32.const ${packed & 0xffffffffn})`;
}

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
