import type { Channel, FrameKind } from "./channel.js";
import { ChannelError, type ChannelErrorCode } from "./channel-error.js";
import type { FrameHandler } from "./inbox.js";

const GOING_AWAY = 1001;
const TOO_LARGE = 1009;

export interface LimitedOptions {
  /** Of a frame, in UTF-8 and JSON where it is text or an object. Default: any. */
  readonly maxBytes?: number;
  /** Most frames sent that the medium hasn't taken. Default: any number. */
  readonly queue?: number;
  /** Most time without a frame in either direction, and without a handler at work. Default: any. */
  readonly idleMs?: number;
}

/**
 * Bounds what a channel carries. A frame too large that comes closes with 1009, idleness with 1001.
 * `send` rejects with a ChannelError for a frame too large (`too_large`) or too many (`full`).
 */
export function limited<T>(channel: Channel<T>, options: LimitedOptions): Channel<T> {
  return new LimitedChannel(channel, options);
}

class LimitedChannel<T> implements Channel<T> {
  readonly carries: FrameKind;
  private readonly channel: Channel<T>;
  private readonly options: LimitedOptions;
  private underway = 0;
  private handling = 0;
  private idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(channel: Channel<T>, options: LimitedOptions) {
    this.channel = channel;
    this.options = options;
    this.carries = channel.carries ?? "text";
    this.touch();
    channel.onClose(() => clearTimeout(this.idleTimer));
  }

  get closed(): boolean {
    return this.channel.closed;
  }

  async send(frame: T): Promise<void> {
    const { maxBytes, queue = Number.POSITIVE_INFINITY } = this.options;
    if (this.isTooLarge(frame)) throw sendError("too_large", `it has more than ${maxBytes} bytes`);
    if (this.underway >= queue) throw sendError("full", `${queue} others wait to be taken`);
    this.underway++;
    this.touch();
    try {
      await this.channel.send(frame);
    } finally {
      this.underway--;
    }
  }

  onFrame(handler: FrameHandler<T>): void {
    this.channel.onFrame(async (frame) => {
      if (this.isTooLarge(frame)) return this.refuseLarge();
      this.handling++;
      try {
        await handler(frame);
      } finally {
        this.handling--;
        this.touch();
      }
    });
  }

  onClose(handler: (reason?: string) => void): void {
    this.channel.onClose(handler);
  }

  close(reason?: string, code?: number): Promise<void> {
    return this.channel.close(reason, code);
  }

  private isTooLarge(frame: T): boolean {
    const { maxBytes } = this.options;
    return maxBytes !== undefined && sizeOf(frame) > maxBytes;
  }

  private refuseLarge(): void {
    void this.close(`a frame of more than ${this.options.maxBytes} bytes`, TOO_LARGE);
  }

  private touch(): void {
    const { idleMs } = this.options;
    if (idleMs === undefined || this.closed) return;
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => {
      if (this.handling > 0) this.touch();
      else void this.close(`idle for ${idleMs} ms`, GOING_AWAY);
    }, idleMs);
  }
}

function sizeOf(frame: unknown): number {
  if (frame instanceof Uint8Array) return frame.length;
  return Buffer.byteLength(typeof frame === "string" ? frame : JSON.stringify(frame));
}

function sendError(code: ChannelErrorCode, reason: string): ChannelError {
  return new ChannelError(`Cannot send a frame: ${reason}`, { code });
}
