import { closeSync, constants, fstatSync } from "node:fs";
import type { TreePath } from "@luminarys/sdk-as/engine/cores";
import { existing, type FileAccess } from "../files/file-access.js";
import { FileTree, type OpenFile, type WalkLimits } from "../files/file-tree.js";
import type { Place } from "../files/locate.js";
import type { TimeLimit } from "../files/time-limit.js";
import { findGrantedDirs } from "./granted-dirs.js";

export interface Search extends WalkLimits {
  /** "" = every directory that is granted, as far as it exists. */
  readonly path: string;
  readonly limit: TimeLimit;
  /** Told of everything that is found, in order; no path comes twice. */
  visit(found: FoundPath): void;
}

export interface FoundPath extends TreePath {
  /** Gives the file while it is open; undefined when it is no regular file that may be read. */
  open<T>(run: (file: OpenFile) => T): T | undefined;
}

/** Goes through all below a path. A path that is a file is all there is. Throws a HostError. */
export function search(files: FileAccess, request: Search): void {
  const roots =
    request.path === "" ? findGrantedDirs(files.grants.dirs, request.limit) : [request.path];
  const seen = roots.length > 1 ? new Set<string>() : undefined;
  const visit = (found: FoundPath) => {
    request.limit.check();
    if (!seen?.has(found.path)) request.visit(found);
    seen?.add(found.path);
  };
  for (const path of roots) {
    const action = `search "${path}"`;
    files.use({ path, mode: "ro", action }, (place) =>
      visitRoot(place, { ...request, path, action, visit }),
    );
  }
}

function visitRoot(place: Place, root: Search & { action: string }): void {
  const node = existing(place, root.action);
  const { path } = place;
  const { visit } = root;
  if (node.kind !== "dir") {
    const open: FoundPath["open"] = (run) => {
      if (node.kind !== "file") return undefined;
      const fd = node.open(constants.O_RDONLY);
      return runAndClose({ fd, stats: fstatSync(fd) }, run);
    };
    visit({ path, relative: path.slice(path.lastIndexOf("/") + 1), kind: node.kind, open });
    return;
  }
  const tree = new FileTree(node, path);
  for (const found of tree.walk(root)) {
    const open: FoundPath["open"] = (run) => {
      const file = tree.openFile(found.path);
      return file && runAndClose(file, run);
    };
    visit({ ...found, open });
  }
}

function runAndClose<T>(file: OpenFile, run: (file: OpenFile) => T): T {
  try {
    return run(file);
  } finally {
    closeSync(file.fd);
  }
}
