import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, isIP } from "node:net";
import { type AttachUpgradeOptions, attachUpgrade } from "./attach-upgrade.js";
import { ChannelError } from "./channel-error.js";
import { localNames } from "./upgrade/host-rule.js";
import { pathOf } from "./upgrade/upgrade-router.js";

/** Time for all headers of a request, against clients that send them drop by drop. */
const HEADERS_MS = 10_000;
const MAX_CONNECTIONS = 4096;

export interface WebSocketServerOptions extends AttachUpgradeOptions {
  readonly path: string;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** Default: 0, any that is free. */
  readonly port?: number;
  /** Most at once; more are hung up on. Default: 4096. */
  readonly maxConnections?: number;
  /** For all headers of a handshake. Default: 10 s. */
  readonly headersMs?: number;
}

export interface WebSocketServer {
  /** `ws://127.0.0.1:8080/path`, with the port that it got. */
  readonly url: string;
  readonly port: number;
  /** Takes no more connections, closes the channels with 1001 and waits for both. */
  close(): Promise<void>;
}

/** Serves channels on a port of their own. Rejects with a ChannelError (`unavailable`). */
export async function startWebSocketServer(
  options: WebSocketServerOptions,
): Promise<WebSocketServer> {
  const { host = "127.0.0.1", port = 0, path, headersMs = HEADERS_MS } = options;
  const timeouts = { headersTimeout: headersMs, requestTimeout: headersMs };
  const connectionsCheckingInterval = Math.min(headersMs, 1000);
  const server = createServer({ ...timeouts, connectionsCheckingInterval }, answer(path));
  server.maxConnections = options.maxConnections ?? MAX_CONNECTIONS;
  const shown = host.includes(":") ? `[${host}]` : host;
  try {
    server.listen({ host, port });
    await once(server, "listening");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const message = `Cannot serve WebSockets on ${shown}:${port}: ${code}`;
    throw new ChannelError(message, { code: "unavailable", cause });
  }
  const named = isIP(host) === 0 && { allowedHosts: [...localNames(), host] };
  const attached = attachUpgrade(server, { ...named, ...options });
  const { port: got } = server.address() as AddressInfo;
  return {
    url: new URL(path, `ws://${shown}:${got}`).href,
    port: got,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await attached.close();
      await closed;
    },
  };
}

/** What isn't an upgrade. */
function answer(path: string): RequestListener {
  return (request, response) => {
    request.resume();
    const isHere = pathOf(request) === path;
    const headers = { "content-type": "text/plain; charset=utf-8", connection: "close" };
    response.writeHead(isHere ? 426 : 404, isHere ? { ...headers, upgrade: "websocket" } : headers);
    response.end(isHere ? "Refused: only WebSockets\n" : "Refused: there is nothing here\n");
  };
}
