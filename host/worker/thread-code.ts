import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";

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
  const file = fileURLToPath(threadFile(entry));
  const source = `(function (require) {${readFileSync(file, "utf8")}\n})`;
  const cachedData = new Script(source, { filename: file }).createCachedData();
  const code = { file, source, cachedData };
  codes.set(entry, code);
  return code;
}

/** Threads don't run TypeScript: from sources it is the built file. */
function threadFile(name: string): URL {
  const here = import.meta.url;
  return here.endsWith(".ts")
    ? new URL(`../dist/worker/${name}.cjs`, here)
    : new URL(`./${name}.cjs`, here);
}
