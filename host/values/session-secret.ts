import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const BYTES = 32;

/**
 * What a host signs session ids with: kept in the folder, so that sessions outlive a restart; without
 * one, new for each process. Throws what the file system does.
 */
export function sessionSecret(folder: string | undefined): Uint8Array {
  if (folder === undefined) return randomBytes(BYTES);
  const file = join(folder, "session-secret");
  const known = readSecret(file);
  if (known) return known;
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
  const secret = randomBytes(BYTES);
  writeFileSync(draft, secret, { mode: 0o600, flag: "wx" });
  try {
    // Unlike a rename, this never replaces what another host wrote meanwhile.
    linkSync(draft, file);
    return secret;
  } catch (error) {
    const other = readSecret(file);
    if (other) return other;
    throw error;
  } finally {
    rmSync(draft);
  }
}

function readSecret(file: string): Uint8Array | undefined {
  try {
    const bytes = readFileSync(file);
    if (bytes.length === BYTES) return bytes;
    throw new Error(`Cannot use "${file}": it has ${bytes.length} bytes, expected ${BYTES}`);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
