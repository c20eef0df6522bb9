import {
  type AnswerRoom,
  compileGlob,
  compileGlobSearch,
  compileGrep,
  type TreeEntry,
  type TreePath,
  walkTree,
} from "../../../engine/cores/index.js";
import type {
  FsGlobRequest,
  FsGrepRequest,
  GlobEntry,
  GrepFileMatch,
} from "../../../engine/wire/fs.gen.js";
import { fileError } from "../../files/failure.js";
import type { FileTree } from "../../files/file-tree.js";
import { askCore } from "../core-failure.js";

const OWNER_READ = 0o400;

interface Search<Request> {
  roots: readonly string[];
  request: Request;
  room: AnswerRoom;
}

export function grepTree(
  tree: FileTree,
  { roots, request, room }: Search<FsGrepRequest>,
): GrepFileMatch[] {
  const grep = askCore(() => compileGrep(request));
  const found: GrepFileMatch[] = [];
  for (const { path, relative, kind } of pathsBelow(tree, { roots, request })) {
    if (kind !== "file" || !grep.takes(relative)) continue;
    const node = tree.find(path);
    if (node?.kind !== "file" || !(node.mode & OWNER_READ)) continue;
    const matches = grep.search(node.content);
    if (!matches) continue;
    room.takeEntry(path);
    for (const { line, ranges } of matches) {
      room.takeHit(ranges.length);
      room.takeText(Buffer.byteLength(line));
    }
    found.push({ path, matches });
  }
  return found;
}

export function globTree(
  tree: FileTree,
  { roots, request, room }: Search<FsGlobRequest>,
): GlobEntry[] {
  const takes = askCore(() => compileGlobSearch(request));
  return [...pathsBelow(tree, { roots, request })].filter(takes).map(({ path, kind }) => {
    room.takeEntry(path);
    return { path, is_dir: kind === "dir" };
  });
}

/** The directories and files that a manifest's path or glob stands for. */
export function findDirs(tree: FileTree, pattern: string): string[] {
  const glob = askCore(() => compileGlob(pattern));
  if (!/[*?[{\\]/.test(pattern)) return tree.find(pattern) ? [pattern] : [];
  const options = { list: (dir: string) => entriesOf(tree, dir), ignoreDirs: [] };
  return [...walkTree("/", options)]
    .filter(({ path, kind }) => (kind === "dir" || kind === "file") && glob.matches(path))
    .map(({ path }) => path);
}

type Limits = Pick<FsGrepRequest, "ignore_dirs" | "max_depth">;

/** A root that is a file is all there is below it. No path comes twice. */
function* pathsBelow(
  tree: FileTree,
  { roots, request }: Omit<Search<Limits>, "room">,
): Generator<TreePath> {
  const options = {
    list: (dir: string) => entriesOf(tree, dir),
    ignoreDirs: request.ignore_dirs,
    maxDepth: request.max_depth,
  };
  const seen = new Set<string>();
  for (const root of roots) {
    const node = tree.find(root);
    if (!node) throw fileError(`search "${root}"`, "no such file or directory");
    const name = root.slice(root.lastIndexOf("/") + 1);
    const file: TreePath[] = [{ path: root, relative: name, kind: node.kind }];
    for (const each of node.kind === "dir" ? walkTree(root, options) : file) {
      if (!seen.has(each.path)) yield each;
      seen.add(each.path);
    }
  }
}

function entriesOf(tree: FileTree, dir: string): TreeEntry[] {
  const node = tree.find(dir);
  if (node?.kind !== "dir" || !(node.mode & OWNER_READ)) return [];
  return [...node.children].map(([name, { kind }]) => ({ name, kind }));
}
