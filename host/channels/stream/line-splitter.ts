import { ChannelError } from "../channel-error.js";
import { ByteBuffer } from "./byte-buffer.js";
import type { Splitter } from "./splitter.js";

const LINE_FEED = 0x0a;

/** Lines of UTF-8, without their ends. Blank ones are none. */
export class LineSplitter implements Splitter<string> {
  private readonly maxBytes: number;
  private readonly buffer = new ByteBuffer();

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  *push(chunk: Uint8Array): Iterable<string> {
    let from = this.buffer.size;
    this.buffer.append(chunk);
    for (;;) {
      const end = this.buffer.find(LINE_FEED, from);
      if ((end < 0 ? this.buffer.size : end) > this.maxBytes) throw this.tooLong();
      if (end < 0) return;
      yield* readLine(this.buffer.take(end + 1));
      from = 0;
    }
  }

  flush(): { frames: string[] } {
    return { frames: readLine(this.buffer.take(this.buffer.size)) };
  }

  private tooLong(): ChannelError {
    const message = `Cannot read a line: it has more than ${this.maxBytes} bytes`;
    return new ChannelError(message, { code: "too_large" });
  }
}

function readLine(bytes: Uint8Array): string[] {
  const line = new TextDecoder().decode(bytes).replace(/\r?\n$/, "");
  return line.trim() === "" ? [] : [line];
}
