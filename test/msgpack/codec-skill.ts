import { fileURLToPath } from "node:url";
import { compileSkill } from "../support/compile.js";
import { RawHost } from "../support/raw-host.js";

const entry = fileURLToPath(new URL("fixtures/codec/lib.ts", import.meta.url));

/** A host that runs the guest's codec, compiled. */
export async function openCodec(): Promise<RawHost> {
  return new RawHost((await compileSkill({ entry })).wasm);
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

/** Bytes from hexadecimal digits, which may be separated by dashes or spaces. */
export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.replace(/[- ]/g, ""), "hex"));
}

/** A string of these bytes, valid or not, with the shortest head that isn't shorter than `head`. */
export function rawString(bytes: Uint8Array, head: 1 | 2 | 3 | 5 = 1): Uint8Array {
  const { length } = bytes;
  if (head === 1 && length < 32) return Uint8Array.of(0xa0 | length, ...bytes);
  if (head <= 2 && length < 256) return Uint8Array.of(0xd9, length, ...bytes);
  if (head <= 3) return Uint8Array.of(0xda, length >> 8, length & 255, ...bytes);
  return Uint8Array.of(0xdb, 0, length >> 16, (length >> 8) & 255, length & 255, ...bytes);
}
