import { readFileSync } from "node:fs";

/** What a test names by its path, and what to do when it isn't there. */
interface Named {
  /** Stands after `Cannot read`: `skill`. */
  readonly what: string;
  readonly hint: string;
}

/** A file that a test names. Throws an Error that says which, with the file system's as its cause. */
export function readSource(path: string, { what, hint }: Named): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const { code = "" } = cause as NodeJS.ErrnoException;
    const reason = reasons[code] ?? code;
    throw new Error(`Cannot read ${what} "${path}": ${reason}. Hint: ${hint}`, { cause });
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EISDIR: "it is a folder",
  ENAMETOOLONG: "no path is so long",
  ENOENT: "no such file",
  ENOTDIR: "a part of its path is not a folder",
};
