/**
 * A duplex transport of frames. Frames arrive in the order of `send`, one after the other: the
 * handler's promise is awaited before the next one. A channel that is closed stays so.
 */
export interface Channel<T> {
  /**
   * Resolves once the medium has taken the frame, whatever the peer does with it. Rejects with a
   * ChannelError; its code is `closed` once the channel is.
   */
  send(frame: T): Promise<void>;
  /**
   * The one handler of frames; those that came before are handed to it first. Throws when there is
   * one. What it throws is reported, and the next frame follows.
   */
  onFrame(handler: (frame: T) => void | Promise<void>): void;
  /**
   * Runs once when the channel is closed, at once when it has been. Any number of handlers. Frames
   * that came before the peer closed are handled first; after `close` none are.
   */
  onClose(handler: (reason?: string) => void): void;
  /** Resolves when it is closed. `code` (default 1000) is for media that have one. */
  close(reason?: string, code?: number): Promise<void>;
  readonly closed: boolean;
  /** What its frames are made of, for `jsonFrames`. Default: `text`. */
  readonly carries?: FrameKind;
}

/** Text, bytes, or values of the process itself. */
export type FrameKind = "text" | "bytes" | "values";

/** A frame of JSON. */
export type JsonObject = { readonly [key: string]: unknown };
