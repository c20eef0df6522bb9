export type EntryKind = "file" | "dir" | "link" | "other";

export interface TreeEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

/** What a walk meets below its root. */
export interface TreePath {
  /** With the root before it. */
  readonly path: string;
  readonly relative: string;
  readonly kind: EntryKind;
}

export interface WalkOptions {
  /** The entries of a directory; none when it can't be read. */
  list(dir: string): readonly TreeEntry[];
  /** Names of directories to stay out of; undefined stands for `.git` and `node_modules`. */
  ignoreDirs?: readonly string[] | undefined;
  /** 1 = the root's own entries; 0 = unlimited. */
  maxDepth?: number;
}

const defaultIgnoreDirs = [".git", "node_modules"];

/** Everything below a directory, parents before children, names in code unit order. Follows no links. */
export function* walkTree(root: string, options: WalkOptions): Generator<TreePath> {
  const { list, ignoreDirs = defaultIgnoreDirs, maxDepth = 0 } = options;
  const pending = childrenOf({ path: root.replace(/\/+$/, ""), relative: "", depth: 1 }, list);
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { path, relative, kind, name, depth } = next;
    if (kind === "dir" && ignoreDirs.includes(name)) continue;
    yield { path, relative, kind };
    if (kind !== "dir" || depth === maxDepth) continue;
    const children = childrenOf({ path, relative: `${relative}/`, depth: depth + 1 }, list);
    for (const child of children) pending.push(child);
  }
}

interface Level {
  path: string;
  relative: string;
  depth: number;
}

/** Last name first: the walk takes them from the end. */
function childrenOf({ path, relative, depth }: Level, list: WalkOptions["list"]) {
  return list(path === "" ? "/" : path)
    .map(({ name, kind }) => ({
      name,
      kind,
      depth,
      path: `${path}/${name}`,
      relative: relative + name,
    }))
    .sort((a, b) => (a.name < b.name ? 1 : -1));
}
