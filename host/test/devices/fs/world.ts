import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Clock,
  completeManifest,
  type Device,
  HostError,
  type Manifest,
  ManualClock,
} from "@luminarys/sdk-as/engine";
import { createFsDevice, type FsContext } from "../../../devices/fs.js";

export interface FsWorldOptions {
  /** Lines of `permissions.fs.dirs`; `ROOT` stands for the world's folder. */
  readonly dirs?: readonly string[];
  readonly memoryMb?: number;
  readonly hold?: FsContext["hold"];
  /** The world's own, which stands still, unless given. */
  readonly clock?: Clock;
}

/** A folder with a granted directory `in` and one beside it that isn't granted, `out`. */
export class FsWorld {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "skill-host-fs-")));
  readonly dir = join(this.root, "in");
  readonly outside = join(this.root, "out");
  readonly clock = new ManualClock(Date.UTC(2026, 0, 2));

  constructor() {
    mkdirSync(this.dir);
    mkdirSync(this.outside);
  }

  /** A device with the world's grants; rw for `in` unless told otherwise. */
  device({ hold, clock = this.clock, ...options }: FsWorldOptions = {}): Device<"fs"> {
    const manifest = this.manifest(options);
    return createFsDevice({ manifest, clock, ...(hold ? { hold } : {}) });
  }

  manifest({ dirs = ["ROOT/in:rw"], memoryMb = 64 }: FsWorldOptions = {}): Manifest {
    return completeManifest({
      id: "notes",
      path: "notes.wasm",
      permissions: {
        fs: { enabled: true, dirs: dirs.map((line) => line.replaceAll("ROOT", this.root)) },
      },
      limits: { memory_mb: memoryMb },
    });
  }

  close(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** How a device failed: `code: message`, with `ROOT` for the world's folder; undefined when it didn't. */
export function failureOf(
  world: { readonly root: string },
  run: () => unknown,
): string | undefined {
  try {
    run();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return `${error.code}: ${error.message}`.replaceAll(world.root, "ROOT");
  }
  return undefined;
}

/** Everything below a folder, with content, target and mode: what changes when something is touched. */
export function snapshot(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mode, size } = lstatSync(path);
      const content = entry.isFile() ? readFileSync(path, "latin1") : "";
      return `${path.slice(dir.length)} ${mode.toString(8)} ${entry.isFile() ? size : ""} ${content}`;
    })
    .sort();
}

export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}
