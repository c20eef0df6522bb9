import type { Readable, Writable } from "node:stream";
import type { Channel } from "./channel.js";
import { ChannelError } from "./channel-error.js";
import { type ChannelOptions, createChannel } from "./create-channel.js";
import { MAX_FRAME_BYTES } from "./limits.js";
import { LineSplitter } from "./stream/line-splitter.js";
import { StreamMedium } from "./stream/stream-medium.js";

export interface StdioChannelOptions extends ChannelOptions {
  /** Of this process, or a child's output. */
  readonly input: Readable;
  /** Of this process, or a child's input. Nothing else may be written there; logs go elsewhere. */
  readonly output: Writable;
  /** Of a line that comes; a longer one closes. Default: 16 MiB. */
  readonly maxBytes?: number;
}

/** Lines over a pair of streams, which it owns: closing ends the output, the input's end closes. */
export function stdioChannel(options: StdioChannelOptions): Channel<string> {
  const { input, output, maxBytes = MAX_FRAME_BYTES } = options;
  const splitter = new LineSplitter(maxBytes);
  const parts = { input, output, splitter, encode: toLine };
  return createChannel((events) => new StreamMedium(parts, events), {
    ...options,
    carries: "text",
  });
}

function toLine(frame: string): string {
  const isLine = typeof frame === "string" && !/[\r\n]/.test(frame) && frame.trim() !== "";
  if (isLine) return `${frame}\n`;
  const message = "Cannot send a frame: expected one line that isn't blank";
  throw new ChannelError(message, { code: "invalid" });
}
