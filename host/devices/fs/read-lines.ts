import { closeSync, readSync } from "node:fs";
import type { HostFunctionTypes } from "@luminarys/sdk-as/engine";
import type { AnswerRoom } from "@luminarys/sdk-as/engine/cores";
import type { Anchor } from "../files/anchor.js";
import type { TimeLimit } from "../files/time-limit.js";
import { openToRead } from "./read-file.js";

type LineWindow = HostFunctionTypes["fs_read_lines"]["answer"];

const STEP = 256 * 1024;
const LF = 0x0a;
const CR = 0x0d;
/** The largest that the answer can say. */
const MAX_COUNT = 2 ** 31 - 1;

export interface LineOptions {
  readonly action: string;
  readonly limit: TimeLimit;
  readonly room: AnswerRoom;
  readonly offset: number;
  /** 0 = all. */
  readonly limitLines: number;
}

/** A window of a file's lines; only these are ever kept, the others counted. */
export function readLines(node: Anchor, options: LineOptions): LineWindow {
  const fd = openToRead(node, options.action);
  try {
    const window = new WindowReader(options);
    const chunk = Buffer.allocUnsafe(STEP);
    for (let read = -1; read !== 0; ) {
      options.limit.check();
      read = readSync(fd, chunk);
      window.add(chunk.subarray(0, read));
    }
    return window.end();
  } finally {
    closeSync(fd);
  }
}

class WindowReader {
  private readonly options: LineOptions;
  private readonly endIndex: number;
  private readonly decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  private readonly lines: string[] = [];
  private parts: Buffer[] = [];
  private index = 0;
  /** Whether the line that is being read has any byte yet. */
  private isBegun = false;

  constructor(options: LineOptions) {
    const { offset, limitLines } = options;
    this.options = options;
    this.endIndex = limitLines > 0 ? offset + limitLines : Number.POSITIVE_INFINITY;
  }

  add(chunk: Buffer): void {
    let start = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, start)) {
      this.keep(chunk.subarray(start, at));
      this.endLine({ cutReturn: true });
      start = at + 1;
    }
    if (start < chunk.length) this.keep(chunk.subarray(start));
  }

  end(): LineWindow {
    if (this.isBegun) this.endLine({ cutReturn: false });
    const { offset } = this.options;
    const total_lines = Math.min(this.index, MAX_COUNT);
    return { lines: this.lines, total_lines, offset, is_truncated: this.index > this.endIndex };
  }

  private get isWanted(): boolean {
    return this.index >= this.options.offset && this.index < this.endIndex;
  }

  private keep(part: Buffer): void {
    this.isBegun = true;
    if (!this.isWanted || part.length === 0) return;
    this.options.room.takeText(part.length);
    // The chunk is filled anew before the line may be complete.
    this.parts.push(Buffer.from(part));
  }

  private endLine({ cutReturn }: { cutReturn: boolean }): void {
    if (this.isWanted) {
      this.options.room.takeLine();
      const line = Buffer.concat(this.parts);
      const end = cutReturn && line.at(-1) === CR ? line.length - 1 : line.length;
      this.lines.push(this.decoder.decode(line.subarray(0, end)));
    }
    this.parts = [];
    this.isBegun = false;
    this.index++;
  }
}
