import { randomBytes } from "node:crypto";
import { closeSync, constants, linkSync, openSync, renameSync, unlinkSync } from "node:fs";
import { systemCode } from "../paths/system-failure.js";
import { type Anchor, entryPath } from "./anchor.js";

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDWR } = constants;

/** A file that gets its name only when it is complete. */
export class TempFile {
  readonly fd: number;
  private readonly dir: Anchor;
  private readonly path: string | Buffer;
  private isThere = true;

  /** Throws the system's error. */
  constructor(dir: Anchor, mode = 0o666) {
    this.dir = dir;
    this.path = entryPath(dir, tempName());
    this.fd = openSync(this.path, O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR, mode);
  }

  /** Takes the place of whatever has the name. Throws the system's error. */
  replace(name: string): void {
    renameSync(this.path, entryPath(this.dir, name));
    this.isThere = false;
  }

  /** Takes a name that must be free. Throws the system's error: EEXIST when it isn't. */
  claim(name: string): void {
    const path = entryPath(this.dir, name);
    try {
      linkSync(this.path, path);
    } catch (error) {
      if (!noLinks.has(systemCode(error) ?? "")) throw error;
      closeSync(openSync(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR));
      this.replace(name);
    }
  }

  /** Closes it and, unless it got its name, takes it away. */
  close(): void {
    closeSync(this.fd);
    if (this.isThere) unlinkSync(this.path);
  }
}

/** How file systems say that they have no hard links. */
const noLinks = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/** Tells whose it is, should the host be ended before it can take it away. */
export function tempName(): string {
  return `.skill-host-${randomBytes(6).toString("hex")}.tmp`;
}
