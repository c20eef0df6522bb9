import { readFileSync } from "node:fs";
import { Script } from "node:vm";
import { packageFile } from "../package-file.js";

/** A thread's file with what V8 made of it, so that each thread needn't compile it anew. */
export interface ThreadCode {
  readonly file: string;
  /** A function of `require`. */
  readonly source: string;
  readonly cachedData: Uint8Array;
}

const codes = new Map<string, ThreadCode>();

/** The code of the file with that name, compiled when it's first asked for. */
export function threadCode(entry: string): ThreadCode {
  const known = codes.get(entry);
  if (known) return known;
  // Threads don't run TypeScript: the sources start the built file, too.
  const file = packageFile(`dist/worker/${entry}.cjs`);
  const source = `(function (require) {${readFileSync(file, "utf8")}\n})`;
  const cachedData = new Script(source, { filename: file }).createCachedData();
  const code = { file, source, cachedData };
  codes.set(entry, code);
  return code;
}
