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

/** What messages call a target. */
interface Shown {
  readonly file: string;
  /** Whether the command lets its user choose another one, by --out. */
  readonly isChosen: boolean;
}

/** Why `path` mustn't be replaced; null when it may be. */
export function protectTarget(path: string, shown: Shown): Diagnostic | null {
  const { file } = shown;
  const stat = statTarget(path);
  if (stat === undefined) return null;
  if (stat.isDirectory()) {
    return makeDiagnostic("SK902", { file, reason: "it is a folder", hint: hintOf(shown) });
  }
  if ((stat.mode & 0o222) === 0) {
    return makeDiagnostic("SK902", { file, reason: "it is read-only", hint: "Make it writable" });
  }
  const text = readTarget(path) ?? "";
  const replaceable = text.trim() === "" || isEntryFile(text, basename(path));
  const hint = shown.isChosen ? "Rename it, or choose another target with --out" : "Rename it";
  return replaceable ? null : makeDiagnostic("SK903", { file, hint });
}

function hintOf({ file, isChosen }: Shown): string {
  if (isChosen) return "Choose another target with --out";
  return `Let a file be written there: ${basename(file)} stands beside the skill tags`;
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
  { text, ...shown }: Shown & { readonly text: string },
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
    const { file } = shown;
    return makeDiagnostic("SK902", { file, reason: reasonOf(error), hint: hintOf(shown) });
  }
}
