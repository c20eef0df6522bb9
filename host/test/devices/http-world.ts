import { once } from "node:events";
import type { RequestListener } from "node:http";
import type { AddressInfo, Server, Socket } from "node:net";
import { createServer } from "node:net";
import type { HostCall, HostFunctionTypes, ManifestInput } from "@luminarys/sdk-as/engine";
import { createHttpDevice } from "../../devices/http.js";
import { hostCall } from "./host-call.js";
import { HttpServer, type HttpServerOptions } from "./http-server.js";
import { createNetworkWorld, type NetworkWorldOptions } from "./network-world.js";

type Request = HostFunctionTypes["http_request"]["request"];
type Response = HostFunctionTypes["http_request"]["answer"];

export interface HttpWorldOptions extends NetworkWorldOptions {
  readonly http?: NonNullable<ManifestInput["permissions"]>["http"];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A skill's http device, and servers on loopback; all end with the test. */
export class HttpWorld {
  readonly device: ReturnType<typeof createHttpDevice>;
  private readonly ends: (() => Promise<void>)[] = [];

  constructor({ http, environment = {}, ...options }: HttpWorldOptions = {}) {
    const allowlist = ["http://localhost:*/**", "https://localhost:*/**", "http://127.0.0.1:*/**"];
    const permissions = { http: { enabled: true, allowlist, ...http } };
    const { context } = createNetworkWorld({ permissions, ...options });
    this.device = createHttpDevice(context, { environment });
  }

  async serve(answer?: RequestListener, options?: HttpServerOptions): Promise<HttpServer> {
    const server = await HttpServer.listen(answer, options);
    this.ends.push(() => server.close());
    return server;
  }

  /** A server that speaks whatever it likes. Gives its port. */
  async serveRaw(meet: (socket: Socket) => void): Promise<number> {
    const sockets = new Set<Socket>();
    const server: Server = createServer((socket) => {
      sockets.add(socket);
      socket.on("error", () => {});
      meet(socket);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    this.ends.push(async () => {
      for (const each of sockets) each.destroy();
      server.close();
      await once(server, "close");
    });
    return (server.address() as AddressInfo).port;
  }

  async get(url: string, rest: { timeout_ms?: number; max_bytes?: number } = {}) {
    return this.device.http_get({ url, timeout_ms: 0, max_bytes: 0, ...rest }, hostCall);
  }

  async request(
    request: Partial<Request> & Pick<Request, "url">,
    call: HostCall = hostCall,
  ): Promise<Response> {
    return this.device.http_request({ ...plain, ...request }, call);
  }

  async close(): Promise<void> {
    this.device.close();
    await Promise.all(this.ends.map((end) => end()));
  }
}

const plain: Omit<Request, "url"> = {
  method: "",
  headers: [],
  cookies: [],
  body: new Uint8Array(),
  timeout_ms: 0,
  max_bytes: 0,
  follow_redirects: false,
  use_jar: false,
};

export function textOf({ body }: { body: Uint8Array }): string {
  return Buffer.from(body).toString();
}
