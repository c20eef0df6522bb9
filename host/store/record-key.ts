import { createHash } from "node:crypto";
import type { Key } from "lmdb";

const PLAIN = /^[\x20-\x7e]{1,100}$/;

/**
 * A key of the database from names that skills and callers choose. Names that are long, or not plain
 * ASCII, stand as their digest: LMDB's keys have less than 2 KB. Records hold the names themselves.
 */
export function recordKey(...parts: readonly (string | number)[]): Key {
  return parts.map((part) => (typeof part === "number" ? part : keyPart(part)));
}

/** All keys that begin with these parts. */
export function keyRange(...parts: readonly string[]): { start: Key; end: Key } {
  const start = parts.map(keyPart);
  // No part is as great as this one: plain ones are ASCII.
  return { start, end: [...start, "\u{10ffff}"] };
}

function keyPart(text: string): string {
  if (PLAIN.test(text) && !text.startsWith("#")) return text;
  return `#${createHash("sha256").update(text).digest("base64url")}`;
}
