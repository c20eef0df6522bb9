import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import type { TlsOptions } from "node:tls";
import { type ServerOptions, type WebSocket, WebSocketServer } from "ws";

export type MeetSocket = (webSocket: WebSocket, request: IncomingMessage) => void;

/** A WebSocket server on loopback for one test. */
export class WsServer {
  /** All that have connected. */
  readonly webSockets: WebSocket[] = [];
  private readonly server: Server;
  private readonly scheme: string;

  private constructor(server: Server, scheme: string) {
    this.server = server;
    this.scheme = scheme;
  }

  static async listen(
    meet: MeetSocket = () => {},
    { tls, ...options }: ServerOptions & { tls?: TlsOptions } = {},
  ): Promise<WsServer> {
    const http = tls ? createTlsServer(tls) : createServer();
    const server = new WsServer(http, tls ? "wss" : "ws");
    const webSockets = new WebSocketServer({ ...options, server: http });
    webSockets.on("connection", (webSocket, request) => {
      webSocket.on("error", () => {});
      server.webSockets.push(webSocket);
      meet(webSocket, request);
    });
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    return server;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `${this.scheme}://localhost:${this.port}/`;
  }

  get last(): WebSocket {
    const webSocket = this.webSockets.at(-1);
    if (!webSocket) throw new Error("Cannot give the last WebSocket: there was none");
    return webSocket;
  }

  /** Waits until all have been closed. */
  async untilEmpty(): Promise<void> {
    const open = this.webSockets.filter(({ readyState, CLOSED }) => readyState !== CLOSED);
    await Promise.all(open.map((webSocket) => whenClosed(webSocket)));
  }

  async close(): Promise<void> {
    for (const webSocket of this.webSockets) webSocket.terminate();
    this.server.close();
    if (this.server.listening) await once(this.server, "close");
  }
}

async function whenClosed(webSocket: WebSocket): Promise<void> {
  const closed = once(webSocket, "close");
  webSocket.resume();
  await closed;
}
