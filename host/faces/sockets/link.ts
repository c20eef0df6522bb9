import type { Channel } from "../../channels/channel.js";
import type { NetworkContext } from "../../devices/device-context.js";
import { MessageLine } from "./message-line.js";

/** One message of a WebSocket: text or bytes. */
export type Frame = string | Uint8Array;

/** What waits for a peer that doesn't read; of more it is too slow. */
const MOST_UNSENT = 1024;
const MOST_UNSENT_BYTES = 16 * 1024 * 1024;

const TRY_AGAIN_LATER = 1013;

/** The other end of an outbound connection. */
export interface Remote {
  /** To which it really is connected. */
  readonly address: string;
}

export interface LinkParts {
  readonly channel: Channel<Frame>;
  /** Of the calls that its messages cause. */
  readonly sessionId: string;
  /** Of outbound ones. */
  readonly remote?: Remote | undefined;
}

/** One connection of a named socket. */
export class Link {
  readonly sessionId: string;
  readonly remote: Remote | undefined;
  readonly line = new MessageLine();
  /** Those whose permissions let them use it, where it is outbound. */
  readonly granted = new WeakSet<NetworkContext>();
  private readonly channel: Channel<Frame>;
  private unsent = 0;
  private unsentBytes = 0;

  constructor({ channel, sessionId, remote }: LinkParts) {
    this.channel = channel;
    this.sessionId = sessionId;
    this.remote = remote;
  }

  get isOpen(): boolean {
    return !this.channel.closed;
  }

  /** Whether its peer has left too much unread to be sent more. */
  get isSlow(): boolean {
    return this.unsent >= MOST_UNSENT || this.unsentBytes >= MOST_UNSENT_BYTES;
  }

  /** Resolves once the medium has taken it; rejects when the peer is gone. */
  async send(frame: Frame): Promise<void> {
    this.unsent++;
    this.unsentBytes += frame.length;
    try {
      await this.channel.send(frame);
    } finally {
      this.unsent--;
      this.unsentBytes -= frame.length;
    }
  }

  /** Ends one that is too slow. */
  drop(): void {
    void this.close(TRY_AGAIN_LATER, "too slow");
  }

  close(code: number, reason: string): Promise<void> {
    return this.channel.close(reason, code);
  }
}
