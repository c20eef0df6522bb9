import {
  AnswerRoom,
  type AnswerRoomOptions,
  compileGlob,
  demandFit,
  expandBraces,
  modeString,
  mostFileBytes,
  windowOfLines,
} from "../../engine/cores/index.js";
import type { Device, HostCall } from "../../engine/device.js";
import type { FsLsAnswer } from "../../engine/wire/fs.gen.js";
import { FileTree } from "../files/file-tree.js";
import { newDir, newFile, type TreeNode } from "../files/node.js";
import { demandOptions, optionKinds } from "../option-check.js";
import { type Bytes, toBytes } from "./bytes.js";
import { askCore } from "./core-failure.js";
import { findDirs, globTree, grepTree } from "./fs/search.js";
import type { Surroundings } from "./surroundings.js";
import { Wait } from "./wait.js";

export interface FsLevers {
  /** Puts a file there, parents too, whatever modes and limits say. */
  write(path: string, content: Bytes, options?: { mode?: number }): void;
  mkdir(path: string, options?: { mode?: number }): void;
  /** `target` is what the link holds: absolute, or relative to its folder. */
  symlink(path: string, target: string): void;
  chmod(path: string, mode: number): void;
  remove(path: string): void;
  /** Makes it read-only, with all below. */
  readonly(path: string): void;
  /** The disk's size in bytes; 1 GiB until told otherwise. */
  resizeDisk(totalBytes: number): void;
  /** Leaves no byte free. */
  fillDisk(): void;
  /** Makes calls on the paths that a glob matches take so long. */
  slow(ms: number, pattern?: string): void;
  /** The content as bytes; undefined when there is no such file. */
  read(path: string): Uint8Array | undefined;
  /** The content as text; undefined when there is no such file. */
  text(path: string): string | undefined;
  exists(path: string): boolean;
  /** All files, links and empty directories below a path, sorted. */
  paths(below?: string): string[];
}

export interface FsFake {
  readonly device: Device<"fs">;
  readonly levers: FsLevers;
  readonly tree: FileTree;
  unused(): string[];
}

interface Slowness {
  readonly ms: number;
  readonly matches: (path: string) => boolean;
}

/** Files in memory. */
export function createFs(
  surroundings: Surroundings,
  tree = new FileTree(() => surroundings.clock.now()),
): FsFake {
  const slowness: Slowness[] = [];
  const device = new FsDevice({ surroundings, tree, slowness });
  return { device, levers: createLevers(tree, slowness), tree, unused: () => [] };
}

class FsDevice implements Device<"fs"> {
  private readonly surroundings: Surroundings;
  private readonly tree: FileTree;
  private readonly slowness: readonly Slowness[];

  constructor(parts: { surroundings: Surroundings; tree: FileTree; slowness: Slowness[] }) {
    this.surroundings = parts.surroundings;
    this.tree = parts.tree;
    this.slowness = parts.slowness;
  }

  fs_read: Device<"fs">["fs_read"] = ({ path }, call) => {
    this.enter({ path, verb: "read", call });
    const content = this.tree.read(path);
    const maxBytes = mostFileBytes(this.memoryMb(call));
    demandFit(content.length, { action: `read "${path}"`, maxBytes });
    return { content };
  };

  fs_write: Device<"fs">["fs_write"] = ({ path, content }, call) => {
    this.enter({ path, verb: "write", call, mode: "rw" });
    this.tree.write(path, content);
  };

  fs_create: Device<"fs">["fs_create"] = ({ path, content }, call) => {
    this.enter({ path, verb: "create", call, mode: "rw" });
    this.tree.create(path, content);
  };

  fs_delete: Device<"fs">["fs_delete"] = ({ path }, call) => {
    this.enter({ path, verb: "delete", call, mode: "rw", follow: false });
    this.tree.remove(path);
  };

  fs_mkdir: Device<"fs">["fs_mkdir"] = ({ path }, call) => {
    const paths = askCore(() => expandBraces(path));
    for (const each of paths) this.enter({ path: each, verb: "make directory", call, mode: "rw" });
    for (const each of paths) this.tree.makeDir(each);
  };

  fs_ls: Device<"fs">["fs_ls"] = ({ path, long }, call): FsLsAnswer => {
    this.enter({ path, verb: "list", call });
    const children = [...this.tree.list(path).children];
    const room = this.room("entries", { action: `list "${path}"`, call });
    const entries = children
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, node]) => {
        room.takeEntry(name);
        if (long) room.takeEntry(name);
        const short = { name, size: node.kind === "file" ? node.content.length : 0 };
        const entry = { ...short, is_dir: node.kind === "dir" };
        return long ? { ...entry, ...longFields(node) } : entry;
      });
    return { entries };
  };

  fs_copy: Device<"fs">["fs_copy"] = (request, call) => {
    this.enter({ path: request.source, verb: "copy", call });
    this.enter({ path: request.dest, verb: "write", call, mode: "rw" });
    this.tree.copy(request);
  };

  fs_chmod: Device<"fs">["fs_chmod"] = ({ path, mode, recursive }, call) => {
    this.enter({ path, verb: "change mode of", call, mode: "rw" });
    this.tree.chmod(path, { mode, recursive });
  };

  fs_read_lines: Device<"fs">["fs_read_lines"] = ({ path, offset, limit }, call) => {
    this.enter({ path, verb: "read", call });
    const window = { offset: Math.max(0, offset), limit: Math.max(0, limit) };
    const answer = windowOfLines(this.tree.read(path), window);
    const room = this.room("lines", { action: `read "${path}"`, call });
    for (const line of answer.lines) {
      room.takeLine();
      room.takeText(Buffer.byteLength(line));
    }
    return answer;
  };

  fs_grep: Device<"fs">["fs_grep"] = (request, call) => {
    const roots = this.roots(request.path, call);
    const room = this.room("hits", { action: searchAction(request.path), call });
    return { matches: grepTree(this.tree, { roots, request, room }) };
  };

  fs_glob: Device<"fs">["fs_glob"] = (request, call) => {
    const roots = this.roots(request.path, call);
    const room = this.room("entries", { action: searchAction(request.path), call });
    return { matches: globTree(this.tree, { roots, request, room }) };
  };

  fs_allowed_dirs: Device<"fs">["fs_allowed_dirs"] = (_, call) => {
    return { dirs: this.allowedDirs(call).map(({ path, mode }) => ({ path, mode })) };
  };

  private memoryMb(call: HostCall): number {
    return this.surroundings.memoryMb?.(call) ?? Number.POSITIVE_INFINITY;
  }

  private room(of: AnswerRoomOptions["of"], { action, call }: { action: string; call: HostCall }) {
    return new AnswerRoom({ action, memoryMb: this.memoryMb(call), of });
  }

  private allowedDirs(call: HostCall) {
    return this.surroundings.allowedDirs?.(call) ?? [{ path: "/", mode: "rw" as const }];
  }

  /** "" stands for every directory that is granted, as far as it exists. */
  private roots(path: string, call: HostCall): string[] {
    const granted = () => this.allowedDirs(call).flatMap((dir) => findDirs(this.tree, dir.path));
    const paths = path === "" ? granted() : [path];
    for (const each of paths) this.enter({ path: each, verb: "search", call });
    return paths;
  }

  /** Lets the time pass that the disk needs, and asks about where links lead. */
  private enter({ path, verb, call, mode = "ro", follow = true }: Entry): void {
    const action = `${verb} "${path}"`;
    const ms = this.slowness.reduce((sum, slow) => sum + (slow.matches(path) ? slow.ms : 0), 0);
    new Wait(this.surroundings.clock, { call, timeoutMs: 0, action }).spend(ms);
    if (!path.startsWith("/")) return;
    const canonical = this.tree.resolve(path, { follow });
    if (canonical !== path)
      this.surroundings.admitPath?.({ path, canonical, use: { area: "fs", mode }, action }, call);
  }
}

interface Entry {
  path: string;
  verb: string;
  call: HostCall;
  mode?: "ro" | "rw";
  follow?: boolean;
}

function searchAction(path: string): string {
  return path === "" ? "search the allowed directories" : `search "${path}"`;
}

function longFields(node: TreeNode) {
  const mod_time = Math.floor(node.modifiedMs / 1000);
  return { mod_time, mode: node.mode, mode_str: modeString(node.mode, node.kind) };
}

const shape = { mode: optionKinds.number };

function createLevers(tree: FileTree, slowness: Slowness[]): FsLevers {
  const now = () => tree.now();
  const fileAt = (path: string) => {
    const node = tree.find(path);
    return node?.kind === "file" ? node : undefined;
  };
  return {
    write: (path, content, options = {}) => {
      demandOptions(options, { action: `write "${path}"`, shape });
      tree.plant(path, newFile(toBytes(content), now(), options.mode));
    },
    mkdir: (path, options = {}) => {
      demandOptions(options, { action: `make directory "${path}"`, shape });
      tree.plant(path, newDir(now(), options.mode));
    },
    symlink: (path, target) =>
      tree.plant(path, { kind: "link", mode: 0o777, modifiedMs: now(), target }),
    chmod: (path, mode) => {
      const node = tree.find(path);
      if (!node) throw new TypeError(`Cannot change mode of "${path}": the tree doesn't hold it`);
      node.mode = mode;
    },
    remove: (path) => tree.uproot(path),
    readonly: (path) => void tree.readonlyPaths.add(tree.resolve(path)),
    resizeDisk: (totalBytes) => {
      tree.diskBytes = totalBytes;
    },
    fillDisk: () => {
      tree.diskBytes = tree.usedBytes;
    },
    slow: (ms, pattern = "**") => {
      slowness.push({ ms, matches: compileGlob(pattern).matches });
    },
    read: (path) => fileAt(path)?.content.slice(),
    text: (path) => {
      const file = fileAt(path);
      return file && new TextDecoder().decode(file.content);
    },
    exists: (path) => tree.find(path) !== undefined,
    paths: (below = "/") => tree.leaves(below),
  };
}
