import {
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Diagnostic, makeDiagnostic } from "./diagnostics.js";
import { isEntryFile } from "./files.js";
import { reasonOf } from "./reason.js";

/** The entry file as it stands, or null when there is none. */
export function readTarget(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** Why `path`, called `file` in messages, mustn't be replaced; null when it may be. */
export function protectTarget(path: string, file: string): Diagnostic | null {
  const stat = statTarget(path);
  if (stat === undefined) return null;
  const hint = "Choose another target with --out";
  if (stat.isDirectory()) {
    return makeDiagnostic("SK902", { file, reason: "it is a folder", hint });
  }
  if ((stat.mode & 0o222) === 0) {
    return makeDiagnostic("SK902", { file, reason: "it is read-only", hint: "Make it writable" });
  }
  const text = readTarget(path) ?? "";
  const replaceable = text.trim() === "" || isEntryFile(text, basename(path));
  return replaceable ? null : makeDiagnostic("SK903", { file });
}

/** What can't be looked at can't be written either, which then says why. */
function statTarget(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** Replaces `path` in one step: whoever reads it sees the old text or the new, never a part. */
export function writeTarget(
  path: string,
  { text, file }: { text: string; file: string },
): Diagnostic | null {
  let temporary = "";
  try {
    mkdirSync(dirname(path), { recursive: true });
    const target = readTarget(path) === null ? path : realpathSync(path);
    temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    writeFileSync(temporary, text);
    renameSync(temporary, target);
    return null;
  } catch (error) {
    if (temporary !== "") rmSync(temporary, { force: true });
    const reason = reasonOf(error);
    return makeDiagnostic("SK902", { file, reason, hint: "Choose another target with --out" });
  }
}
