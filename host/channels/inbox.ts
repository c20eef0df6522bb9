import { Fifo } from "./fifo.js";

/** Frames that are read ahead of the handler. */
const READ_AHEAD = 16;
/** How long frames wait for a handler when the peer has already closed. */
const READER_MS = 1000;

export type FrameHandler<T> = (frame: T) => void | Promise<void>;

export interface InboxParts {
  /** Told of what the handler throws. */
  readonly onError: (error: unknown) => void;
  /** Told when so many frames wait that no more should be read, and when none does any more. */
  readonly onFull: (isFull: boolean) => void;
}

/** Frames that came, on their way to the one handler: in order, one after the other. */
export class Inbox<T> {
  private readonly parts: InboxParts;
  private readonly frames = new Fifo<T>();
  private handler: FrameHandler<T> | undefined;
  private isBusy = false;
  private isFull = false;
  private isStopped = false;
  private onEmpty: (() => void) | undefined;
  private readerTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: InboxParts) {
    this.parts = parts;
  }

  get size(): number {
    return this.frames.size;
  }

  /** Throws an Error when there is a handler. */
  setHandler(handler: FrameHandler<T>): void {
    if (this.handler) throw new Error("Cannot handle frames: the channel has a handler");
    this.handler = handler;
    clearTimeout(this.readerTimer);
    // Whoever sets a handler isn't called back before its own line is done.
    if (this.frames.size > 0) queueMicrotask(() => this.run());
  }

  add(frame: T): void {
    if (this.isStopped || this.onEmpty) return;
    this.frames.add(frame);
    this.run();
  }

  /** Calls back once every frame was handled; at once when there are none. Takes no more. */
  end(onEmpty: () => void): void {
    if (this.isStopped || this.onEmpty) return;
    this.onEmpty = onEmpty;
    if (this.frames.size > 0 && !this.handler) {
      this.readerTimer = setTimeout(() => {
        this.frames.clear();
        this.settle();
      }, READER_MS);
    }
    this.settle();
  }

  /** Drops what waits and takes no more. */
  stop(): void {
    this.isStopped = true;
    this.onEmpty = undefined;
    this.frames.clear();
    clearTimeout(this.readerTimer);
  }

  private run(): void {
    while (this.handler && !this.isBusy && this.frames.size > 0) {
      this.isBusy = true;
      const handled = this.handle(this.handler, this.frames.take());
      if (handled) {
        handled.then(() => {
          this.isBusy = false;
          this.run();
        });
        return;
      }
      this.isBusy = false;
    }
    this.settle();
  }

  /** A promise that never rejects, when the handler gives one. */
  private handle(handler: FrameHandler<T>, frame: T): Promise<void> | undefined {
    const { onError } = this.parts;
    try {
      const handled = handler(frame);
      const isPromise = typeof (handled as Promise<void> | undefined)?.then === "function";
      return isPromise ? Promise.resolve(handled).catch(onError) : undefined;
    } catch (error) {
      onError(error);
      return undefined;
    }
  }

  private settle(): void {
    this.tellFull();
    if (this.isBusy || this.frames.size > 0 || !this.onEmpty) return;
    const { onEmpty } = this;
    this.stop();
    onEmpty();
  }

  private tellFull(): void {
    const isFull = this.isFull ? this.frames.size > 0 : this.frames.size >= READ_AHEAD;
    if (isFull === this.isFull || this.isStopped) return;
    this.isFull = isFull;
    this.parts.onFull(isFull);
  }
}
