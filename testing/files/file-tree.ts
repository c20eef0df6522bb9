import { fileError } from "./failure.js";
import { type LocateOptions, locate, type Place } from "./locate.js";
import { type DirNode, type FileNode, newDir, newFile, sizeOf, type TreeNode } from "./node.js";

const OWNER_READ = 0o400;
const OWNER_WRITE = 0o200;

/** The total size of the disk that a tree begins with: 1 GiB. */
const DEFAULT_DISK_BYTES = 2 ** 30;

export interface CopyRequest {
  source: string;
  dest: string;
}

/**
 * Files in memory, used as a process without special rights uses a disk. Paths are absolute. What can't
 * be done is a HostError that says why.
 */
export class FileTree {
  readonly root: DirNode;
  /** What has been made read-only, with all below. */
  readonly readonlyPaths = new Set<string>();
  diskBytes = DEFAULT_DISK_BYTES;
  /** Unix time in milliseconds, for modification times. */
  readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
    this.root = newDir(now());
  }

  get usedBytes(): number {
    return sizeOf(this.root);
  }

  /** The canonical path; of what doesn't exist, too. */
  resolve(path: string, options?: LocateOptions): string {
    return locate(this.root, path, options).path;
  }

  /** Undefined when nothing is there. */
  find(path: string, options?: LocateOptions): TreeNode | undefined {
    return locate(this.root, path, options).node;
  }

  /** The content, not to be changed. */
  read(path: string): Uint8Array {
    return this.readable(path).content;
  }

  /** `verb` is for the message: `Cannot copy "/a": ...`. */
  readable(path: string, verb = "read"): FileNode {
    const action = `${verb} "${path}"`;
    const node = this.existing(path, verb).node as TreeNode;
    if (node.kind !== "file") throw fileError(action, "it is a directory");
    if (!(node.mode & OWNER_READ)) throw fileError(action, "its mode forbids it");
    return node;
  }

  list(path: string): DirNode {
    const node = this.existing(path, "list").node as TreeNode;
    if (node.kind !== "dir") throw fileError(`list "${path}"`, "not a directory");
    if (!(node.mode & OWNER_READ)) throw fileError(`list "${path}"`, "its mode forbids it");
    return node;
  }

  write(path: string, content: Uint8Array): void {
    const action = `write "${path}"`;
    const place = this.place(path, "write");
    const { node } = place;
    if (node && node.kind !== "file") throw fileError(action, "it is a directory");
    if (!node) {
      this.add(place, { action, content });
      return;
    }
    this.demandWritable(place.path, action);
    if (!(node.mode & OWNER_WRITE)) throw fileError(action, "its mode forbids it");
    this.reserve(content.length - node.content.length, action);
    node.content = content.slice();
    node.modifiedMs = this.now();
  }

  create(path: string, content: Uint8Array): void {
    const action = `create "${path}"`;
    const place = this.place(path, "create", { follow: false });
    if (place.node) throw fileError(action, "it exists already");
    this.add(place, { action, content });
  }

  /** Parents too; a directory that exists is left alone. */
  makeDir(path: string): void {
    const action = `make directory "${path}"`;
    const missing: string[] = [];
    let place = this.place(path, "make directory");
    while (!place.node && !place.obstacle) {
      missing.push(nameOf(place.path));
      place = locate(this.root, parentOf(place.path));
    }
    let dir = place.node;
    if (dir?.kind !== "dir") throw fileError(action, place.obstacle ?? "not a directory");
    if (missing.length > 0) this.demandChangeable(dir, { path: place.path, action });
    for (const name of missing.reverse()) {
      const made = newDir(this.now());
      dir.children.set(name, made);
      dir.modifiedMs = this.now();
      dir = made;
    }
  }

  /** A directory goes with all below it, a link alone. */
  remove(path: string): void {
    const { parent, name, path: canonical } = this.existing(path, "delete", { follow: false });
    this.demandChangeable(parent, { path: canonical, action: `delete "${path}"` });
    parent?.children.delete(name);
    if (parent) parent.modifiedMs = this.now();
  }

  copy({ source, dest }: CopyRequest): void {
    const { content, mode } = this.readable(source, "copy");
    this.write(dest, content);
    (this.find(dest) as FileNode).mode = mode;
  }

  chmod(path: string, { mode, recursive }: { mode: number; recursive: boolean }): void {
    const place = this.existing(path, "change mode of");
    this.demandWritable(place.path, `change mode of "${path}"`);
    setMode(place.node as TreeNode, mode & 0o7777, recursive);
  }

  /** Puts anything at a path, parents too, whatever modes and limits say. */
  plant(path: string, node: TreeNode): void {
    let dir = this.root;
    const names = path.split("/").filter((name) => name !== "");
    const last = names.pop();
    for (const name of names) {
      const found = dir.children.get(name);
      const next = found?.kind === "dir" ? found : newDir(this.now());
      dir.children.set(name, next);
      dir = next;
    }
    if (last !== undefined) dir.children.set(last, node);
  }

  /** Takes away what is there, whatever modes say. */
  uproot(path: string): void {
    const { parent, name } = locate(this.root, path, { follow: false });
    parent?.children.delete(name);
  }

  /** Files, links and empty directories below a path, sorted. */
  leaves(below: string): string[] {
    const found: string[] = [];
    const visit = (path: string, node: TreeNode) => {
      if (node.kind !== "dir" || (node.children.size === 0 && path !== "")) found.push(path);
      else for (const [name, child] of node.children) visit(`${path}/${name}`, child);
    };
    const { path, node } = locate(this.root, below);
    if (node) visit(path === "/" ? "" : path, node);
    return found.sort();
  }

  private add({ path, parent, name, obstacle }: Place, { action, content }: Addition): void {
    if (obstacle) throw fileError(action, obstacle);
    if (!parent) throw fileError(action, "no such file or directory");
    this.demandChangeable(parent, { path, action });
    this.reserve(content.length, action);
    parent.children.set(name, newFile(content, this.now()));
    parent.modifiedMs = this.now();
  }

  private place(path: string, verb: string, options?: LocateOptions): Place {
    const action = `${verb} "${path}"`;
    if (!path.startsWith("/")) throw fileError(action, "the path isn't absolute");
    if (path.includes("\0")) throw fileError(action, "the path holds a NUL character");
    return locate(this.root, path, options);
  }

  private existing(path: string, verb: string, options?: LocateOptions): Place {
    const place = this.place(path, verb, options);
    if (place.obstacle) throw fileError(`${verb} "${path}"`, place.obstacle);
    if (!place.node) throw fileError(`${verb} "${path}"`, "no such file or directory");
    return place;
  }

  private demandChangeable(dir: DirNode | undefined, at: { path: string; action: string }): void {
    this.demandWritable(at.path, at.action);
    if (!dir || !(dir.mode & OWNER_WRITE)) throw fileError(at.action, "its mode forbids it");
  }

  private demandWritable(path: string, action: string): void {
    for (const each of this.readonlyPaths) {
      const below = each === "/" || path === each || path.startsWith(`${each}/`);
      if (below) throw fileError(action, "the file system is read-only");
    }
  }

  private reserve(bytes: number, action: string): void {
    if (bytes > 0 && this.usedBytes + bytes > this.diskBytes) {
      throw fileError(action, "no space left on the disk");
    }
  }
}

interface Addition {
  action: string;
  content: Uint8Array;
}

function setMode(node: TreeNode, mode: number, recursive: boolean): void {
  node.mode = mode;
  if (!recursive || node.kind !== "dir") return;
  for (const child of node.children.values()) {
    if (child.kind !== "link") setMode(child, mode, recursive);
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}
