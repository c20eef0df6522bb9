import { existsSync, realpathSync } from "node:fs";
import { basename, dirname } from "node:path";
import { WatchedFolder, type WatchOptions } from "./watched-folder.js";

export interface WatchedPaths {
  /** Files, whether they exist or not. */
  readonly sources: readonly string[];
  /** Watched for every file in them, but not below. */
  readonly folders: readonly string[];
}

export interface WatchFilesOptions extends Omit<WatchOptions, "pollMs"> {
  /** How long to wait for more changes; editors and compilers write in several steps. Default 50. */
  readonly settleMs?: number;
  /** Default 1000. */
  readonly pollMs?: number;
}

/** Watches files, also after they were replaced, removed or made again. */
export class FileWatch {
  private readonly options: WatchOptions;
  private readonly folders = new Map<string, WatchedFolder>();
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(paths: WatchedPaths, options: WatchFilesOptions) {
    const { settleMs = 50, pollMs = 1000, onChange } = options;
    const settled = () => {
      this.timer = undefined;
      onChange();
    };
    this.options = {
      ...options,
      pollMs,
      onChange: () => {
        this.timer ??= setTimeout(settled, settleMs);
      },
    };
    this.update(paths);
  }

  /** Watches these from now on, and no others. */
  update(paths: WatchedPaths): void {
    if (this.isClosed) return;
    const wanted = byFolder(paths);
    for (const [path, folder] of [...this.folders]) {
      if (wanted.has(path)) continue;
      folder.close();
      this.folders.delete(path);
    }
    for (const [path, names] of wanted) {
      const folder = this.folders.get(path);
      if (folder) folder.rename(names);
      else this.folders.set(path, new WatchedFolder(path, names, this.options));
    }
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    for (const folder of this.folders.values()) folder.close();
    this.folders.clear();
  }
}

/** Names by folder; undefined is every name. A link is watched at both ends. */
function byFolder({ sources, folders }: WatchedPaths): Map<string, Set<string> | undefined> {
  const found = new Map<string, Set<string> | undefined>();
  for (const file of sources.flatMap((each) => [each, ...targetOf(each)])) {
    const names = found.get(dirname(file)) ?? new Set();
    found.set(dirname(file), names.add(basename(file)));
  }
  for (const folder of folders) found.set(folder, undefined);
  return found;
}

function targetOf(file: string): string[] {
  return existsSync(file) ? [realpathSync(file)] : [];
}
