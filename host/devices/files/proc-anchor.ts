import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readlinkSync,
  type Stats,
} from "node:fs";
import {
  type Anchor,
  type AnchorKind,
  decodeName,
  type EntryName,
  entryPath,
  kindOf,
} from "./anchor.js";

/** Linux's own, which Node doesn't name: holds without opening, so that FIFOs and devices stay still. */
const O_PATH = 0o10000000;

/** Whether the kernel tells through /proc what a descriptor is. */
export function hasProc(): boolean {
  return process.platform === "linux" && existsSync("/proc/self/fd");
}

/** Holds by a descriptor: whoever exchanges names on the way changes nothing any more. */
export function holdByDescriptor(path: string | Buffer): Anchor {
  return new ProcAnchor(openSync(path, O_PATH | constants.O_NOFOLLOW));
}

class ProcAnchor implements Anchor {
  readonly at: string;
  readonly stats: Stats;
  readonly kind: AnchorKind;
  private readonly fd: number;
  private isOpen = true;

  constructor(fd: number) {
    this.fd = fd;
    this.at = `/proc/self/fd/${fd}`;
    this.stats = fstatSync(fd);
    this.kind = kindOf(this.stats);
  }

  realPath(): string {
    return decodeName(readlinkSync(this.at, "buffer"));
  }

  child(name: EntryName): Anchor {
    return holdByDescriptor(entryPath(this, name));
  }

  open(flags: number): number {
    return openSync(this.at, flags | constants.O_NONBLOCK | constants.O_NOCTTY);
  }

  readLink(name: EntryName): string {
    return decodeName(readlinkSync(entryPath(this, name), "buffer"));
  }

  close(): void {
    if (this.isOpen) closeSync(this.fd);
    this.isOpen = false;
  }
}
