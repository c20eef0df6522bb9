import { createHash } from "node:crypto";
import type { Key } from "lmdb";

/** No part is as great as this one: plain ones are ASCII. */
const LAST = "\u{10ffff}";
const PLAIN = /^[\x20-\x7e]{1,100}$/;

/**
 * A key of the database from names that skills and callers choose. Names that are long, or not plain
 * ASCII, stand as their digest: LMDB's keys have less than 2 KB. Records hold the names themselves.
 */
export function recordKey(...parts: readonly (string | number)[]): Key {
  return parts.map((part) => (typeof part === "number" ? part : keyPart(part)));
}

/** The key of a name below another key's first part. */
export function withinPart(first: string, name: string): Key {
  return [first, keyPart(name)];
}

/** Where keys begin that come behind all those with this first part. */
export function behindPart(first: string): Key {
  return [first, LAST];
}

/** All keys that begin with these parts. */
export function keyRange(...parts: readonly string[]): { start: Key; end: Key } {
  const start = parts.map(keyPart);
  return { start, end: [...start, LAST] };
}

function keyPart(text: string): string {
  if (PLAIN.test(text) && !text.startsWith("#")) return text;
  return `#${createHash("sha256").update(text).digest("base64url")}`;
}
