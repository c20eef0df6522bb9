import { fstatSync } from "node:fs";
import {
  type AsyncDevice,
  type Clock,
  type HostCall,
  HostError,
  type HostFunctionTypes,
  type Manifest,
} from "@luminarys/sdk-as/engine";
import { compileArchiveExclusion, parseArchiveFormat } from "@luminarys/sdk-as/engine/cores";
import type { ArchiveEntry } from "./archive/archive-entry.js";
import { type ArchiveLimits, ArchiveMeter, defaultArchiveLimits } from "./archive/archive-meter.js";
import { packItems } from "./archive/pack-items.js";
import { readTarGz } from "./archive/read-tar.js";
import { readZip } from "./archive/read-zip.js";
import { turn } from "./archive/turn.js";
import { unpack } from "./archive/unpack.js";
import { writeTarGz } from "./archive/write-tar.js";
import { writeZip } from "./archive/write-zip.js";
import type { Anchor } from "./files/anchor.js";
import { askCore } from "./files/ask-core.js";
import { existing, FileAccess } from "./files/file-access.js";
import { fileError } from "./files/file-error.js";
import { beginReplacement } from "./files/replace-file.js";
import { TimeLimit } from "./files/time-limit.js";

const MAX_EXCLUDE_LENGTH = 1024;

export interface ArchiveContext {
  readonly manifest: Manifest;
  readonly clock: Clock;
  /** What archives may hold; 2 GiB in 100,000 entries, 200 times their own size unless given. */
  readonly limits?: Partial<ArchiveLimits>;
}

/** Archives on the disk, as streams. */
export function createArchiveDevice(context: ArchiveContext): AsyncDevice<"archive"> {
  return new ArchiveDevice(context);
}

interface OpenArchive {
  readonly archive: string;
  readonly format: string;
}

type Entries = AsyncIterable<ArchiveEntry>;
type Pack = HostFunctionTypes["archive_pack"];
type List = HostFunctionTypes["archive_list"];

class ArchiveDevice implements AsyncDevice<"archive"> {
  private readonly clock: Clock;
  private readonly files: FileAccess;
  private readonly limits: ArchiveLimits;

  constructor({ manifest, clock, limits }: ArchiveContext) {
    this.clock = clock;
    this.files = new FileAccess(manifest.permissions.fs);
    this.limits = { ...defaultArchiveLimits, ...limits };
  }

  archive_pack = async (request: Pack["request"], call: HostCall): Promise<Pack["answer"]> => {
    const { source: path, output } = request;
    const action = `pack "${path}"`;
    const format = askCore(() => parseArchiveFormat(request.format || "tar.gz", output));
    const excluded = excludedBy(request.exclude);
    const limit = new TimeLimit(this.clock, { call, action });
    const writing = { path: output, mode: "rw", action: `write "${output}"` } as const;
    return this.files.useLong({ path, mode: "ro", action }, (from) =>
      this.files.useLong(writing, async (to) => {
        const source = existing(from, action);
        const file = beginReplacement(to, { action: writing.action });
        try {
          const without = [fstatSync(file.fd), ...(to.node ? [to.node.stats] : [])];
          const { maxEntries } = this.limits;
          const options = { source, path: from.path, action, excluded, without, maxEntries, limit };
          const write = format === "zip" ? writeZip : writeTarGz;
          const files_count = await write(packItems(options), file.fd);
          file.commit();
          return { files_count, format };
        } finally {
          file.close();
        }
      }),
    );
  };

  archive_unpack: AsyncDevice<"archive">["archive_unpack"] = (request, call) => {
    const { dest, exclude, strip } = request;
    const excluded = excludedBy(exclude);
    const action = `write "${dest}"`;
    return this.read(request, { call }, (entries, limit) =>
      this.files.useLong({ path: dest, mode: "rw", action, recursive: true }, async (place) => {
        const { maxEntries } = this.limits;
        const parts = { files: this.files, dest: place, action, excluded, strip, maxEntries };
        const options = { ...parts, limit };
        return { files_count: await unpack(entries, options) };
      }),
    );
  };

  archive_list: AsyncDevice<"archive">["archive_list"] = (request, call) => {
    const excluded = excludedBy(request.exclude);
    return this.read(request, { call }, async (all) => {
      const entries: List["answer"]["entries"] = [];
      for await (const { name, kind, size } of all) {
        await turn();
        const isListed = (kind === "file" || kind === "dir") && !excluded(name);
        if (isListed) entries.push({ name, size, is_dir: kind === "dir" });
      }
      return { entries };
    });
  };

  private async read<T>(
    { archive, format }: OpenArchive,
    { call }: { call: HostCall },
    run: (entries: Entries, limit: TimeLimit) => Promise<T>,
  ): Promise<T> {
    const action = `read "${archive}"`;
    const limit = new TimeLimit(this.clock, { call, action });
    return this.files.useLong({ path: archive, mode: "ro", action }, (place) => {
      const known = askCore(() => parseArchiveFormat(format, archive));
      const node = demandFile(existing(place, action), action);
      const { limits } = this;
      const meter = new ArchiveMeter({ limits, archiveBytes: node.stats.size, limit });
      return run(known === "zip" ? readZip(node, meter) : readTarGz(node, meter), limit);
    });
  }
}

/** Every name is matched against all of it. */
function excludedBy(globs: string): (name: string) => boolean {
  if (globs.length <= MAX_EXCLUDE_LENGTH) return askCore(() => compileArchiveExclusion(globs));
  const reason = `exclude is longer than ${MAX_EXCLUDE_LENGTH} characters`;
  throw new HostError(`Cannot read archive: ${reason}`, { code: "invalid" });
}

function demandFile(node: Anchor, action: string): Anchor {
  if (node.kind === "file") return node;
  throw fileError(action, node.kind === "dir" ? "it is a directory" : "not a regular file");
}
