import { isAbsolute, relative } from "node:path";

/** A path for messages: as short as it can be said from `cwd`, absolute when it lies elsewhere. */
export function shownPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  if (short === "") return ".";
  return short.startsWith("..") || isAbsolute(short) ? path : short;
}
