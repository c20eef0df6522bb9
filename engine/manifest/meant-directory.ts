import { normalizePath } from "../permissions/path.js";

/** What relative paths of a manifest may mean. Nothing is looked up there. */
export interface PathMeaning {
  /** The manifest's own folder, as an absolute path. */
  readonly folder?: string | undefined;
  /** What `~` stands for. */
  readonly home?: string | undefined;
}

/** What to write instead of a directory that isn't absolute; undefined for one that is. */
export function meantDirectory(line: string, { folder, home }: PathMeaning): string | undefined {
  const [, path = line, mode = ":ro"] = /^(.*?)(:r[ow])?$/s.exec(line) ?? [];
  if (path.startsWith("/") || path === "") return undefined;
  const isHome = path === "~" || path.startsWith("~/");
  const base = isHome ? home : folder;
  if (!base?.startsWith("/")) return `write the path from the root on: "/srv/logs${mode}"`;
  return `write "${normalizePath(`${base}/${isHome ? path.slice(1) : path}`)}${mode}"`;
}
