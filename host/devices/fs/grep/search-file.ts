import { readSync } from "node:fs";
import type { LineMatch } from "@luminarys/sdk-as/engine/cores";
import type { LineSearcher, SearchBounds } from "./line-search.js";

const LF = 0x0a;
const STEP = 1024 * 1024;
/** A file with a longer line isn't text. */
const MAX_LINE = 16 * STEP;

export interface SearchedFile {
  readonly fd: number;
  readonly size: number;
}

/** Searches files one after the other, each in parts of whole lines. */
export class FileSearcher {
  private readonly lines: LineSearcher;
  private readonly bounds: SearchBounds;
  private buffer = Buffer.allocUnsafe(STEP);

  constructor(lines: LineSearcher, bounds: SearchBounds) {
    this.lines = lines;
    this.bounds = bounds;
  }

  /** The lines that match; undefined when none does or the file isn't text: with a NUL byte. */
  search({ fd, size }: SearchedFile): readonly LineMatch[] | undefined {
    const search = this.lines.begin(this.bounds);
    let kept = 0;
    for (let isLast = false; !isLast; ) {
      this.bounds.limit.check();
      const filled = this.fill(fd, { kept, size });
      isLast = filled < this.buffer.length;
      const end = isLast ? filled : this.buffer.lastIndexOf(LF, filled - 1) + 1;
      const text = this.buffer.subarray(0, end);
      if (this.buffer.subarray(kept, filled).includes(0)) return undefined;
      if (end === 0 && !isLast && !this.grow()) return undefined;
      if (end > 0 && !search.search(text)) break;
      this.buffer.copyWithin(0, end, filled);
      kept = filled - end;
    }
    return search.matches.length > 0 ? search.matches : undefined;
  }

  /** Reads behind what is kept, until the buffer is full or the file ends. */
  private fill(fd: number, { kept, size }: { kept: number; size: number }): number {
    const { buffer } = this;
    let filled = kept;
    while (filled < buffer.length) {
      const read = readSync(fd, buffer, filled, buffer.length - filled, null);
      filled += read;
      // A file that tells its size needs no further read to say that it has ended.
      if (read === 0 || (kept === 0 && filled === size && filled < buffer.length)) break;
    }
    return filled;
  }

  private grow(): boolean {
    if (this.buffer.length >= MAX_LINE) return false;
    const larger = Buffer.allocUnsafe(2 * this.buffer.length);
    this.buffer.copy(larger);
    this.buffer = larger;
    return true;
  }
}
