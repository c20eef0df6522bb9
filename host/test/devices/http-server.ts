import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { TlsOptions } from "node:tls";

export interface HttpServerOptions {
  /** 127.0.0.1 unless told otherwise. */
  readonly address?: string;
  /** One of its own unless told otherwise. */
  readonly port?: number;
  readonly tls?: TlsOptions;
}

/** A server for one test, and what has come to it. */
export class HttpServer {
  /** Connections there have been. */
  readonly sockets: Socket[] = [];
  /** `METHOD /path` of each request. */
  readonly requests: string[] = [];
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
    server.on("connection", (socket: Socket) => {
      socket.on("error", () => {});
      this.sockets.push(socket);
    });
    server.prependListener("request", ({ method, url }) => this.requests.push(`${method} ${url}`));
  }

  static async listen(
    answer: RequestListener = (_, response) => response.end(),
    { address = "127.0.0.1", port = 0, tls }: HttpServerOptions = {},
  ): Promise<HttpServer> {
    const server = new HttpServer(tls ? createSecureServer(tls, answer) : createServer(answer));
    server.server.listen(port, address);
    await once(server.server, "listening");
    return server;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** How many connections the system still holds. */
  countOpen(): Promise<number> {
    return new Promise((resolve, reject) =>
      this.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  }

  /** Waits until all connections have been closed by those who made them. */
  async untilEmpty(): Promise<void> {
    const open = this.sockets.filter(({ closed }) => !closed);
    await Promise.all(
      open.map((socket) => new Promise<void>((resolve) => socket.once("close", () => resolve()))),
    );
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    if (this.server.listening) await once(this.server, "close");
  }
}
