import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { WorldPeer, WorldReply, WorldSocketPeer } from "@luminarys/sdk-as/testing/suite";
import { type WebSocket, WebSocketServer } from "ws";
import { tlsFiles } from "./tls-files.js";

const untrusted = { key: tlsFiles.key, cert: tlsFiles.selfSigned };
const NO_ROUTE: WorldReply = { status: 404 };

/** Nothing more is on its way when nothing has come for so long. */
const QUIET_MS = 20;

/** Servers on loopback that do what a world says. */
export class Peers {
  private readonly servers: Server[] = [];
  private readonly sockets = new Set<Socket>();
  private lastMs = 0;

  /** Something has happened. */
  note(): void {
    this.lastMs = performance.now();
  }

  /** Settles once nothing has happened for a while. */
  async quiet(): Promise<void> {
    this.note();
    for (let left = QUIET_MS; left > 0; left = this.lastMs + QUIET_MS - performance.now()) {
      await new Promise((resolve) => setTimeout(resolve, left));
    }
  }

  async serveHttp(routes: Readonly<Record<string, WorldReply>>): Promise<string> {
    const serve = async (request: IncomingMessage, response: ServerResponse) => {
      const body = await readAll(request);
      const { status = 200, ...reply } = routes[`${request.method} ${request.url}`] ?? NO_ROUTE;
      if (reply.hangs) return;
      const headers = headersOf(request);
      const text = typeof reply.body === "function" ? reply.body({ headers, body }) : reply.body;
      response.writeHead(status, reply.headers).end(text);
    };
    return `http://${await this.listen(createHttpServer((q, s) => void serve(q, s)))}`;
  }

  serveTcp(peer: WorldPeer): Promise<string> {
    const talk = (socket: Socket) => {
      const { greeting, answer, ends } = peer;
      if (greeting !== undefined) socket.write(greeting);
      socket.on("error", () => {});
      socket.on("data", (data) => {
        this.note();
        const reply = answer?.(String(data)) ?? "";
        if (reply !== "") socket.write(reply);
      });
      if (ends === "eof") socket.end();
      // Its client is connected by then: a reset that comes earlier refuses the connection.
      if (ends === "reset") setImmediate(() => socket.resetAndDestroy());
    };
    return this.listen(peer.tls ? createTlsServer(untrusted, talk) : createServer(talk));
  }

  async serveWs({ tls = false, demands, ...peer }: WorldSocketPeer): Promise<string> {
    const server = tls ? createHttpsServer(untrusted) : createHttpServer();
    const sockets = new WebSocketServer({
      server,
      verifyClient: ({ req }, done) =>
        done(!demands || req.headers[demands.name] === demands.value, 401),
    });
    sockets.on("connection", (socket) => this.talk(socket, peer));
    return `${tls ? "wss" : "ws"}://${await this.listen(server)}/`;
  }

  /** An OpenAI-compatible model that says what it is told to. */
  async serveModel(): Promise<{ endpoint: string; answer(content: string): void }> {
    let content = "";
    const server = createHttpServer((_, response) => {
      const message = { role: "assistant", content };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: "stop" }] }));
    });
    const endpoint = `http://${await this.listen(server)}/v1`;
    return {
      endpoint,
      answer: (next) => {
        content = next;
      },
    };
  }

  async closedAddress(): Promise<string> {
    const server = createServer();
    const address = await this.listen(server);
    await new Promise((resolve) => server.close(resolve));
    return address;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    const closing = this.servers.filter((server) => server.listening);
    await Promise.all(closing.map((server) => new Promise((done) => server.close(done))));
  }

  private talk(socket: WebSocket, { greeting, answer, ends }: WorldPeer): void {
    this.note();
    if (greeting !== undefined) socket.send(greeting);
    socket.on("message", (data) => {
      this.note();
      const reply = answer?.(String(data)) ?? "";
      if (reply !== "") socket.send(reply);
    });
    socket.on("error", () => {});
    if (ends === "eof") socket.close(1000);
    if (ends === "reset") socket.terminate();
  }

  private keep(socket: Socket): void {
    this.note();
    this.sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => this.sockets.delete(socket));
  }

  private async listen(server: Server): Promise<string> {
    this.servers.push(server);
    server.on("connection", (socket: Socket) => this.keep(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function headersOf({ headers }: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join("; ") : value,
    ]),
  );
}
