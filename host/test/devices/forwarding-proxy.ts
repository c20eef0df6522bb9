import { once } from "node:events";
import { createServer, request as forward, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";

/** A proxy that sends everything to loopback, whatever its name is, and tells what it was asked. */
export class ForwardingProxy {
  readonly asked: string[] = [];
  refuses = false;
  private readonly server: Server;
  private readonly sockets = new Set<{ destroy(): void }>();

  constructor() {
    this.server = createServer((incoming, response) => {
      const { method, url = "", headers } = incoming;
      this.note(`${method} ${url}`, headers["proxy-authorization"]);
      const { port, pathname } = new URL(url);
      const { "proxy-authorization": _, ...others } = headers;
      const outgoing = forward(
        { host: "127.0.0.1", port, path: pathname, method, headers: others },
        (answer) => {
          response.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
          answer.pipe(response);
        },
      );
      incoming.pipe(outgoing);
    });
    this.server.on("connect", (incoming, socket) => {
      this.note(`CONNECT ${incoming.url}`, incoming.headers["proxy-authorization"]);
      if (this.refuses) {
        socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
        return;
      }
      const target = connect(Number(incoming.url?.split(":").at(-1)), "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        socket.pipe(target).pipe(socket);
      });
      target.on("error", () => socket.destroy());
      socket.on("error", () => target.destroy()).on("close", () => target.destroy());
      this.sockets.add(target);
    });
    this.server.on("connection", (socket) => this.sockets.add(socket));
  }

  async listen(): Promise<this> {
    await once(this.server.listen(0, "127.0.0.1"), "listening");
    return this;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const each of this.sockets) each.destroy();
    this.server.close();
    await once(this.server, "close");
  }

  private note(line: string, secret: string | undefined): void {
    this.asked.push(secret === undefined ? line : `${line} as ${secret}`);
  }
}
