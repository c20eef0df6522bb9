import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { encode } from "@msgpack/msgpack";

/**
 * Fills in the bytes of the golden vectors with a MessagePack library that isn't ours. The values
 * stand in the files and are written by hand from the wire contract; so are the bytes of entries
 * that say what they are `of`, because no library writes them that way.
 */
interface Entry {
  name: string;
  of?: string;
  value?: unknown;
  hex?: string;
}

const folder = new URL("../contract/vectors/", import.meta.url);

for (const name of readdirSync(folder)) {
  const file = new URL(name, folder);
  const entries = JSON.parse(readFileSync(file, "utf8")) as Entry[];
  writeFileSync(file, print(entries.map(withBytes)));
}

function withBytes(entry: Entry): Entry {
  if (entry.of !== undefined) return entry;
  const bytes = encode(plain(entry.value), { useBigInt64: true });
  return { ...entry, hex: Buffer.from(bytes).toString("hex") };
}

/** JSON with {"$bin": hex} for bytes and {"$i64": text} for integers beyond 32 bits. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "number" && Math.abs(value) > 0xffffffff) {
    throw new RangeError(`Cannot encode ${value}: it has more than 32 bits. Hint: use $i64`);
  }
  if (typeof value !== "object" || value === null) return value;
  if ("$bin" in value) return Buffer.from(String(value.$bin), "hex");
  if ("$i64" in value) return BigInt(String(value.$i64));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function print(entries: readonly Entry[]): string {
  const blocks = entries.map((entry) => {
    const lines = Object.entries(entry).map(([key, value]) => `    "${key}": ${compact(value)}`);
    return `  {\n${lines.join(",\n")}\n  }`;
  });
  return `[\n${blocks.join(",\n")}\n]\n`;
}

function compact(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
}
