import type { Socket } from "node:net";
import type { Channel } from "./channel.js";
import { ChannelError } from "./channel-error.js";
import { type ChannelOptions, createChannel } from "./create-channel.js";
import { MAX_FRAME_BYTES } from "./limits.js";
import { LENGTH_BYTES, LengthSplitter } from "./stream/length-splitter.js";
import { StreamMedium } from "./stream/stream-medium.js";

export interface TcpChannelOptions extends ChannelOptions {
  /** Of a frame in both directions; a larger one that comes closes. At most, and by default, 16 MiB. */
  readonly maxBytes?: number;
}

/** Frames of bytes over a socket, which it owns: each follows its length, four bytes big-endian. */
export function tcpChannel(socket: Socket, options: TcpChannelOptions = {}): Channel<Uint8Array> {
  const maxBytes = Math.min(options.maxBytes ?? MAX_FRAME_BYTES, MAX_FRAME_BYTES);
  const splitter = new LengthSplitter(maxBytes);
  const encode = (frame: Uint8Array) => withLength(frame, maxBytes);
  const parts = { input: socket, output: socket, splitter, encode };
  return createChannel((events) => new StreamMedium(parts, events), {
    ...options,
    carries: "bytes",
  });
}

function withLength(frame: Uint8Array, maxBytes: number): Uint8Array {
  if (!(frame instanceof Uint8Array)) {
    throw new ChannelError("Cannot send a frame: expected bytes", { code: "invalid" });
  }
  if (frame.length > maxBytes) {
    const message = `Cannot send a frame: it has ${frame.length} bytes, more than ${maxBytes}`;
    throw new ChannelError(message, { code: "too_large" });
  }
  const data = new Uint8Array(LENGTH_BYTES + frame.length);
  new DataView(data.buffer).setUint32(0, frame.length);
  data.set(frame, LENGTH_BYTES);
  return data;
}
