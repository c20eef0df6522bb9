import type { Socket } from "node:net";
import type { Clock } from "@luminarys/sdk-as/engine";

/** For so long may a closed connection still send what was written. */
const LEAVE_MS = 1000;

interface SocketsOptions {
  readonly clock: Clock;
  /** Of more that are leaving, the oldest end at once. */
  readonly mostLeaving: number;
}

/** The sockets of a device, until the system has closed them. */
export class Sockets {
  private readonly options: SocketsOptions;
  private readonly open = new Set<Socket>();
  private readonly leaving = new Set<Socket>();
  private isClosed = false;

  constructor(options: SocketsOptions) {
    this.options = options;
  }

  add(socket: Socket): void {
    this.open.add(socket);
    socket.once("close", () => {
      this.open.delete(socket);
      this.leaving.delete(socket);
    });
    if (this.isClosed) socket.destroy();
  }

  /** Closes it once all that was written is sent, or the time for that is over. */
  leave(socket: Socket): void {
    this.linger(socket, LEAVE_MS);
    socket.destroySoon();
  }

  /** Whoever closes it has so much time. */
  linger(socket: Socket, ms: number): void {
    if (socket.destroyed) return;
    this.leaving.add(socket);
    const [oldest] = this.leaving;
    if (this.leaving.size > this.options.mostLeaving) oldest?.destroy();
    const cancel = this.options.clock.setTimer(ms, () => socket.destroy());
    socket.once("close", cancel);
  }

  /** Destroys all, also those to come, and waits until the system has closed them. */
  async close(): Promise<void> {
    this.isClosed = true;
    const closed = [...this.open].map((socket) => whenClosed(socket));
    await Promise.all(closed);
  }
}

function whenClosed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) return resolve();
    socket.once("close", () => resolve());
    socket.destroy();
  });
}
