import type { Channel, FrameKind } from "./channel.js";
import { closedError } from "./channel-error.js";
import { type FrameHandler, Inbox } from "./inbox.js";

/** Most frames that wait when the medium can't be paused. */
const MOST_WAITING = 16_384;

/** What carries a channel's frames. */
export interface Medium<T> {
  /** Resolves once it has taken the frame. Rejects with a ChannelError. */
  write(frame: T): Promise<void>;
  /** Sends what it has taken, tells the peer and lets go of it; resolves when that is done. */
  end(reason: string | undefined, code: number): Promise<void>;
  /** Stops reading; one that can't be paused is closed when too many frames wait. */
  pause?(): void;
  /** Reads on. */
  resume?(): void;
}

/** What a medium tells its channel, once it was handed to it. */
export interface MediumEvents<T> {
  /** A frame came. */
  receive(frame: T): void;
  /** No more will come: the peer has closed, or was lost. Only the first one counts. */
  end(reason?: string): void;
}

export interface ChannelOptions {
  /** Told of what handlers throw. Default: `console.error`. */
  readonly onError?: (error: unknown) => void;
}

export interface CreateChannelOptions extends ChannelOptions {
  readonly carries?: FrameKind;
}

/**
 * A channel over a medium: order, one handler, frames that come early, and closing exactly once are
 * the same for all media.
 */
export function createChannel<T>(
  open: (events: MediumEvents<T>) => Medium<T>,
  options: CreateChannelOptions = {},
): Channel<T> {
  return new MediumChannel(open, options);
}

class MediumChannel<T> implements Channel<T> {
  readonly carries: FrameKind;
  closed = false;
  private readonly medium: Medium<T>;
  private readonly inbox: Inbox<T>;
  private readonly onError: (error: unknown) => void;
  private readonly closeHandlers: ((reason?: string) => void)[] = [];
  private ending: Promise<void> | undefined;
  /** How it ended, once its handlers have been told. */
  private ended: { readonly reason: string | undefined } | undefined;

  constructor(open: (events: MediumEvents<T>) => Medium<T>, options: CreateChannelOptions) {
    const { carries = "text", onError = (error) => console.error(error) } = options;
    this.carries = carries;
    this.onError = onError;
    const onFull = (isFull: boolean) => {
      if (isFull) this.medium.pause?.();
      else this.medium.resume?.();
    };
    this.inbox = new Inbox({ onError, onFull });
    this.medium = open({
      receive: (frame) => this.receive(frame),
      end: (reason) => this.inbox.end(() => this.hearEnd(reason)),
    });
  }

  async send(frame: T): Promise<void> {
    if (this.closed) throw closedError();
    await this.medium.write(frame);
  }

  onFrame(handler: FrameHandler<T>): void {
    this.inbox.setHandler(handler);
  }

  onClose(handler: (reason?: string) => void): void {
    if (this.ended) this.tell(handler, this.ended.reason);
    else this.closeHandlers.push(handler);
  }

  async close(reason?: string, code = 1000): Promise<void> {
    const refusal = `Cannot close with code ${code}: it isn't to be sent`;
    if (!isCloseCode(code)) throw new RangeError(refusal);
    this.ending ??= this.leave(reason, code);
    await this.ending;
  }

  private receive(frame: T): void {
    this.inbox.add(frame);
    if (this.inbox.size <= MOST_WAITING || this.medium.pause) return;
    void this.close("frames come faster than they are handled", 1008);
  }

  private async leave(reason: string | undefined, code: number): Promise<void> {
    this.closed = true;
    this.inbox.stop();
    await this.release(reason, code);
    this.finish(reason);
  }

  private hearEnd(reason: string | undefined): void {
    this.closed = true;
    this.ending = this.release(undefined, 1000);
    this.finish(reason);
  }

  private async release(reason: string | undefined, code: number): Promise<void> {
    try {
      await this.medium.end(reason, code);
    } catch (error) {
      this.onError(error);
    }
  }

  private finish(reason: string | undefined): void {
    this.ended = { reason };
    for (const handler of this.closeHandlers.splice(0)) this.tell(handler, reason);
  }

  private tell(handler: (reason?: string) => void, reason: string | undefined): void {
    try {
      handler(reason);
    } catch (error) {
      this.onError(error);
    }
  }
}

/** Of those that a WebSocket's close frame may hold. */
function isCloseCode(code: number): boolean {
  const isDefined = code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code);
  return Number.isInteger(code) && (isDefined || (code >= 3000 && code <= 4999));
}
