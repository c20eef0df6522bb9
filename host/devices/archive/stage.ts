import {
  closeSync,
  constants,
  fchmodSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  unlinkSync,
} from "node:fs";
import { type Anchor, entryPath } from "../files/anchor.js";
import { tempName } from "../files/temp-file.js";
import { turn } from "./turn.js";
import { writeChunk } from "./write-chunk.js";

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;

/** What is unpacked lies here under numbers until all of it is known to be harmless. */
export class Stage {
  private readonly path: string | Buffer;
  private readonly dir: Anchor;
  /** Numbers of files that are still here. */
  private readonly files = new Set<number>();
  private next = 0;

  /** Makes a folder inside the directory that is unpacked into. Throws the system's error. */
  constructor(into: Anchor) {
    const name = tempName();
    this.path = entryPath(into, name);
    mkdirSync(this.path, 0o700);
    this.dir = into.child(name);
  }

  /** Gives the file's number. Rejects with what the content or the system says. */
  async write(content: AsyncIterable<Uint8Array>, mode: number): Promise<number> {
    const file = this.next++;
    const fd = openSync(this.pathOf(file), O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600);
    this.files.add(file);
    try {
      for await (const chunk of content) await writeChunk(fd, chunk);
      fchmodSync(fd, mode);
    } finally {
      closeSync(fd);
    }
    return file;
  }

  /** Puts a file into its place, over one that is there. Throws the system's error. */
  move(file: number, { dir, name }: { dir: Anchor; name: string }): void {
    renameSync(this.pathOf(file), entryPath(dir, name));
    this.files.delete(file);
  }

  /** Takes away the folder and what is still in it. */
  async close(): Promise<void> {
    for (const file of this.files) {
      unlinkSync(this.pathOf(file));
      await turn();
    }
    this.dir.close();
    rmdirSync(this.path);
  }

  private pathOf(file: number): string | Buffer {
    return entryPath(this.dir, String(file));
  }
}
