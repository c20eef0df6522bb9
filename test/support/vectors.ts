import { readFileSync } from "node:fs";

export interface Vector {
  name: string;
  /** What the bytes are, where the name doesn't say it. */
  of: string;
  /** As our Reader gives it: bigint for integers that are no safe numbers. */
  value: unknown;
  bytes: Uint8Array;
  /** The error that the bytes end in. */
  code: string;
}

const folder = new URL("../../contract/vectors/", import.meta.url);

/** The golden vectors of one file of contract/vectors. */
export function readVectors(file: string): Vector[] {
  const text = readFileSync(new URL(`${file}.json`, folder), "utf8");
  const entries = JSON.parse(text) as { name: string; of?: string; value?: unknown; hex: string }[];
  return entries.map((entry) => ({
    of: entry.name,
    code: "",
    ...entry,
    value: revive(entry.value),
    bytes: fromHex(entry.hex),
  }));
}

/** The vector with this name. */
export function readVector(file: string, name: string): Vector {
  const found = readVectors(file).find((vector) => vector.name === name);
  if (found === undefined) throw new Error(`Cannot find vector "${name}" in ${file}.json`);
  return found;
}

export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== "object" || value === null) return value;
  if ("$bin" in value) return fromHex(String(value.$bin));
  if ("$i64" in value) {
    const wide = BigInt(String(value.$i64));
    return Number.isSafeInteger(Number(wide)) ? Number(wide) : wide;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revive(inner)]));
}
