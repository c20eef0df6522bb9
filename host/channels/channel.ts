/**
 * A duplex transport of frames. Frames arrive in the order of `send`, one after the other: the
 * handler's promise is awaited before the next one. A channel that is closed stays so.
 */
export interface Channel<T> {
  /** Resolves once the medium has taken the frame. Rejects when the channel is closed. */
  send(frame: T): Promise<void>;
  /**
   * The one handler of frames; those that came before are handed to it first. Throws when there is
   * one. What it throws is reported, and the next frame follows.
   */
  onFrame(handler: (frame: T) => void | Promise<void>): void;
  /** Runs once when the channel closes, at once when it has. Any number of handlers. */
  onClose(handler: (reason?: string) => void): void;
  /** Resolves when it is closed. `code` (default 1000) is for media that have one. */
  close(reason?: string, code?: number): Promise<void>;
  readonly closed: boolean;
}

/** A frame of JSON. */
export type JsonObject = { readonly [key: string]: unknown };
