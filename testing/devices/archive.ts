import {
  type ArchiveFormat,
  type ArchiveItem,
  compileArchiveExclusion,
  listArchive,
  packArchive,
  parseArchiveFormat,
  placeEntry,
  type TreeEntry,
  unpackArchive,
  walkTree,
} from "../../engine/cores/index.js";
import type { Device, HostCall } from "../../engine/device.js";
import { HostError } from "../../engine/errors.js";
import type { FileTree } from "../files/file-tree.js";
import type { TreeNode } from "../files/node.js";
import { askCore } from "./core-failure.js";
import type { Surroundings } from "./surroundings.js";

/** Most bytes that an archive may unpack to. */
const MAX_BYTES = 256 * 1024 * 1024;

export interface ArchiveParts {
  tree: FileTree;
  surroundings: Surroundings;
}

export interface ArchiveFake {
  readonly device: Device<"archive">;
  unused(): string[];
}

/** Archives over files in memory, as real bytes. Its levers are those of the files. */
export function createArchive(parts: ArchiveParts): ArchiveFake {
  return { device: new ArchiveDevice(parts), unused: () => [] };
}

class ArchiveDevice implements Device<"archive"> {
  private readonly tree: FileTree;
  private readonly surroundings: Surroundings;

  constructor({ tree, surroundings }: ArchiveParts) {
    this.tree = tree;
    this.surroundings = surroundings;
  }

  archive_pack: Device<"archive">["archive_pack"] = (request, call) => {
    const { source, output } = request;
    const format = askCore(() => parseArchiveFormat(request.format || "tar.gz", output));
    const excluded = askCore(() => compileArchiveExclusion(request.exclude));
    this.admit(source, { call, mode: "ro" });
    this.admit(output, { call, mode: "rw" });
    const target = this.tree.resolve(output);
    const items = this.itemsOf(source).filter(
      ({ name, path }) => !excluded(name) && this.tree.resolve(path) !== target,
    );
    this.tree.write(
      output,
      askCore(() => packArchive(items, format)),
    );
    return { files_count: items.filter(({ isDir }) => !isDir).length, format };
  };

  archive_unpack: Device<"archive">["archive_unpack"] = (request, call) => {
    const { archive, dest, exclude, strip } = request;
    const options = this.open(request, call);
    const excluded = askCore(() => compileArchiveExclusion(exclude));
    const items = askCore(() => unpackArchive(this.tree.read(archive), options));
    const placed = askCore(() =>
      items
        .map((item) => ({ ...item, place: placeEntry(item.name, strip) }))
        .filter(({ name, place }) => place !== undefined && !excluded(name)),
    );
    this.admit(dest, { call, mode: "rw" });
    this.tree.makeDir(dest);
    for (const item of placed) this.unpack(item, { path: `${dest}/${item.place}`, dest });
    // Only now: a directory may be one that nothing can be written to.
    for (const { place, mode } of placed.toReversed()) {
      this.tree.chmod(`${dest}/${place}`, { mode, recursive: false });
    }
    return { files_count: placed.filter(({ isDir }) => !isDir).length };
  };

  archive_list: Device<"archive">["archive_list"] = (request, call) => {
    const options = this.open(request, call);
    const excluded = askCore(() => compileArchiveExclusion(request.exclude));
    const items = askCore(() => listArchive(this.tree.read(request.archive), options));
    const entries = items
      .filter(({ name }) => !excluded(name))
      .map(({ name, size, isDir }) => ({ name, size, is_dir: isDir }));
    return { entries };
  };

  private open(
    { archive, format }: { archive: string; format: string },
    call: HostCall,
  ): { format: ArchiveFormat; maxBytes: number } {
    this.admit(archive, { call, mode: "ro" });
    return { format: askCore(() => parseArchiveFormat(format, archive)), maxBytes: MAX_BYTES };
  }

  /** Items are named below the source; a file by its own name. Links are left out. */
  private itemsOf(source: string): (ArchiveItem & { path: string })[] {
    const node = this.tree.find(source);
    if (node?.kind !== "dir") {
      const file = this.tree.readable(source, "pack");
      return [itemOf(file, { name: source.slice(source.lastIndexOf("/") + 1), path: source })];
    }
    const list = (dir: string): TreeEntry[] =>
      [...this.tree.list(dir).children].map(([name, { kind }]) => ({ name, kind }));
    return [...walkTree(source, { list, ignoreDirs: [] })]
      .filter(({ kind }) => kind !== "link")
      .map(({ path, relative, kind }) => {
        const found = kind === "dir" ? this.tree.list(path) : this.tree.readable(path, "pack");
        return itemOf(found, { name: relative, path });
      });
  }

  /** A link that stands in the way could lead out of the directory that is unpacked into. */
  private unpack(item: ArchiveItem, { path, dest }: { path: string; dest: string }): void {
    const root = this.tree.resolve(dest);
    const canonical = this.tree.resolve(path);
    if (!canonical.startsWith(root === "/" ? root : `${root}/`)) {
      const message = `Cannot unpack "${item.name}": a link leads it to "${canonical}"`;
      throw new HostError(message, { code: "invalid" });
    }
    this.tree.makeDir(item.isDir ? path : path.slice(0, path.lastIndexOf("/")) || "/");
    if (!item.isDir) this.tree.write(path, item.content);
  }

  private admit(path: string, { call, mode }: { call: HostCall; mode: "ro" | "rw" }): void {
    const canonical = this.tree.resolve(path);
    const action = `${mode === "ro" ? "read" : "write"} "${path}"`;
    if (canonical !== path)
      this.surroundings.admitPath?.({ path, canonical, use: { area: "fs", mode }, action }, call);
  }
}

function itemOf(node: TreeNode, { name, path }: { name: string; path: string }) {
  const { mode, modifiedMs } = node;
  const content = node.kind === "file" ? node.content : new Uint8Array();
  return { name, path, isDir: node.kind === "dir", mode, modifiedMs, content };
}
