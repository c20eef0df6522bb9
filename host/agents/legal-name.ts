import { createHash } from "node:crypto";

const MAX_LENGTH = 64;
const DIGEST_LENGTH = 8;

/**
 * A name that endpoints take for a tool: letters, digits, `_` and `-`, at most 64. Other characters
 * become `_`; what is too long, or taken, ends in a digest of the name.
 */
export function legalName(name: string, isTaken: (name: string) => boolean): string {
  const plain = name.replace(/[^A-Za-z0-9_-]/gu, "_");
  if (plain.length <= MAX_LENGTH && !isTaken(plain)) return plain;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, DIGEST_LENGTH);
  return `${plain.slice(0, MAX_LENGTH - DIGEST_LENGTH - 1)}_${digest}`;
}
