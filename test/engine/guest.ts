import { encode } from "@msgpack/msgpack";
import createWabt from "wabt";
import { type LoadOptions, loadModule } from "../../engine/load.js";
import type { SkillModule } from "../../engine/module.js";

const wabt = await createWabt();

/** A WAT module as bytes. */
export function wat(source: string): Uint8Array {
  const parsed = wabt.parseWat("guest.wat", source);
  try {
    return parsed.toBinary({}).buffer;
  } finally {
    parsed.destroy();
  }
}

export interface GuestParts {
  /** Import lines; `host` is one of `(ptr, len) -> packed`. */
  imports?: string;
  memory?: string;
  alloc?: string;
  free?: string;
  handle?: string;
  describe?: string;
  /** Anything else at module level. */
  more?: string;
}

/** A guest that answers its request, with a bump allocator and every part replaceable. */
export function guestWat(parts: GuestParts = {}): string {
  return `(module
    ${parts.imports ?? ""}
    ${parts.memory ?? `(memory (export "memory") 1)`}
    (global $top (mut i32) (i32.const 4096))
    (func $alloc (export "skill_alloc") (param $n i32) (result i32)
      ${parts.alloc ?? bump})
    (func $free (export "skill_free") (param $p i32) ${parts.free ?? ""})
    (func $handle (export "skill_handle") (param $p i32) (param $n i32) (result i64)
      ${parts.handle ?? pack("(local.get $p)", "(local.get $n)")})
    (func $describe (export "skill_describe") (result i64) ${parts.describe ?? "i64.const 0"})
    ${parts.more ?? ""})`;
}

export function guest(parts: GuestParts = {}, options: LoadOptions = {}): SkillModule {
  return loadModule(wat(guestWat(parts)), options);
}

/** A data segment at `at` with the MessagePack of a value, and the packed result that names it. */
export function constant(at: number, value: unknown): { data: string; result: string } {
  return constantBytes(at, encode(value));
}

export function constantBytes(at: number, bytes: Uint8Array): { data: string; result: string } {
  const text = Array.from(bytes, (byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("");
  const packed = (BigInt(at) << 32n) | BigInt(bytes.length);
  return { data: `(data (i32.const ${at}) "${text}")`, result: `(i64.const ${packed})` };
}

/** Expression for the packed pointer and length. */
export function pack(pointer: string, length: string): string {
  return `(i64.or
    (i64.shl (i64.extend_i32_u ${pointer}) (i64.const 32))
    (i64.extend_i32_u ${length}))`;
}

/** A guest whose every answer is this value. */
export function answering(value: unknown, parts: GuestParts = {}): GuestParts {
  const { data, result } = constant(1024, value);
  return { handle: result, ...parts, more: `${data} ${parts.more ?? ""}` };
}

const bump = `
  (local $p i32)
  (local.set $p (global.get $top))
  (global.set $top (i32.add (global.get $top) (local.get $n)))
  (local.get $p)`;
