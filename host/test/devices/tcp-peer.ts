import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";

export type Meet = (socket: Socket) => void;

/** A server on loopback for one test, and what has connected to it. */
export class TcpPeer {
  /** All connections there have been. */
  readonly sockets: Socket[] = [];
  private readonly server: Server;
  /** The event by which the server tells of a connection. */
  private readonly event: string;

  private constructor(server: Server, event: string) {
    this.server = server;
    this.event = event;
  }

  /** Takes connections at a port of its own; with TLS when it gets a certificate. */
  static listen(meet: Meet = () => {}, tls?: TlsOptions): Promise<TcpPeer> {
    if (!tls) return TcpPeer.start(createServer(), { event: "connection", meet });
    return TcpPeer.start(createTlsServer(tls), { event: "secureConnection", meet });
  }

  /** The same, but it can go on to read when it has closed its half. */
  static listenHalfOpen(meet: Meet): Promise<TcpPeer> {
    return TcpPeer.start(createServer({ allowHalfOpen: true }), { event: "connection", meet });
  }

  private static async start(
    server: Server,
    { event, meet }: { event: string; meet: Meet },
  ): Promise<TcpPeer> {
    const peer = new TcpPeer(server, event);
    server.on(event, (socket: Socket) => {
      socket.on("error", () => {});
      peer.sockets.push(socket);
      meet(socket);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return peer;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get addr(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** The connection made last. */
  get last(): Socket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("Cannot give the last connection: there was none");
    return socket;
  }

  /** How many the system still holds. */
  countOpen(): Promise<number> {
    return new Promise((resolve, reject) =>
      this.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  }

  /** Waits until so many have connected. */
  async untilConnected(count: number): Promise<void> {
    while (this.sockets.length < count) await once(this.server, this.event);
  }

  /** Waits until all have been closed by those who connected. What they sent is read and dropped. */
  async untilEmpty(): Promise<void> {
    const all = this.sockets.filter(({ closed }) => !closed);
    await Promise.all(all.map(whenClosed));
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    if (this.server.listening) await once(this.server, "close");
  }
}

function whenClosed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.resume().once("close", () => resolve());
  });
}

/** Resets once the other side, in this process too, has had its turns to read what was sent. */
export async function resetLater(socket: Socket): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await setImmediate();
  socket.resetAndDestroy();
}
