import type { Socket } from "node:net";
import type { Clock } from "@luminarys/sdk-as/engine";
import { type Ending, endingOf, peerClosed } from "../connections/ending.js";
import { IdleTimer } from "./idle-timer.js";

interface SocketReaderOptions {
  readonly clock: Clock;
  /** After so many milliseconds without data the connection ends; 0 = never. */
  readonly idleMs: number;
  /** No more is read until `onHandled` is called; what the peer sends meanwhile fills its window. */
  readonly onBytes: (bytes: Uint8Array, onHandled: () => void) => void;
  /** Told once, after the last bytes. */
  readonly onEnd: (ending: Ending) => void;
}

/** Reads a socket at the pace of whoever handles what it reads. */
export class SocketReader {
  private readonly socket: Socket;
  private readonly options: SocketReaderOptions;
  private readonly idle: IdleTimer;
  private isBusy = false;
  private hasEnded = false;

  constructor(socket: Socket, options: SocketReaderOptions) {
    this.socket = socket;
    this.options = options;
    const { clock, idleMs } = options;
    const ending = { kind: "timeout", message: `nothing was sent for ${idleMs} ms` } as const;
    this.idle = new IdleTimer({ clock, idleMs, onIdle: () => this.end(ending) });
    socket
      .on("readable", () => this.read())
      .on("end", () => this.end(peerClosed))
      .on("error", (error) => this.end(endingOf(error)))
      .on("close", () => this.end(peerClosed));
  }

  /** The skill has written. */
  touch(): void {
    if (!this.isBusy) this.idle.touch();
  }

  /** Ends it for that reason, unless it has ended. */
  end(ending: Ending): void {
    if (this.hasEnded) return;
    const rest = this.socket.read() as Uint8Array | null;
    this.stop();
    if (rest) this.options.onBytes(rest, () => {});
    this.options.onEnd(ending);
  }

  /** Tells no more. */
  stop(): void {
    this.hasEnded = true;
    this.idle.stop();
  }

  private read(): void {
    if (this.isBusy || this.hasEnded) return;
    const bytes = this.socket.read() as Uint8Array | null;
    if (!bytes) return;
    this.isBusy = true;
    this.idle.hold();
    this.options.onBytes(bytes, () => {
      this.isBusy = false;
      this.idle.touch();
      this.read();
    });
  }
}
