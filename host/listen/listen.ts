import { once } from "node:events";
import { readFileSync } from "node:fs";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import {
  createServer as createTlsServer,
  type ServerOptions as TlsServerOptions,
} from "node:https";
import type { AddressInfo } from "node:net";
import { getRequestListener, RequestError } from "@hono/node-server";
import { type AttachUpgradeOptions, attachUpgrade } from "../channels/attach-upgrade.js";
import type { HttpConfig, TlsConfig } from "../config/model.js";
import type { Access } from "./access.js";
import { Gate } from "./gate.js";
import { ownHosts } from "./host-rule.js";
import { ListenError } from "./listen-error.js";
import type { Mount } from "./mount.js";
import { refusal } from "./refusal.js";

/** Time for all headers of a request, against clients that send them drop by drop. */
const HEADERS_MS = 10_000;
/** Time for a whole request. */
const REQUEST_MS = 60_000;
/** Most connections at once. */
const MAX_CONNECTIONS = 4096;

/** What becomes of WebSockets at some paths. */
export type UpgradeMount = Omit<AttachUpgradeOptions, "allowedHosts" | "allowedOrigins">;

export interface ListenOptions {
  readonly http: HttpConfig;
  readonly mounts: readonly Mount[];
  /** Default: every upgrade is answered with 404. */
  readonly upgrades?: readonly UpgradeMount[];
  /** Told of what a mount throws, which is answered with 500. */
  readonly onError: (error: unknown) => void;
  /** Told of every request once it is answered. Default: nobody is. */
  readonly onAccess?: ((access: Access) => void) | undefined;
}

export interface Listener {
  /** `http://127.0.0.1:8080`, with the port that it got. */
  readonly url: string;
  readonly port: number;
  /** Takes no more connections and ends those that are there, WebSockets with 1001. */
  close(): Promise<void>;
}

/** What the server's library knows of a request. */
interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** Opens an HTTP server. Rejects with a ListenError. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const { http, onError, upgrades = [] } = options;
  const gate = new Gate({ ...options, now: () => performance.now() });
  const answer = getRequestListener(
    (request, env) => {
      const { incoming, outgoing } = env as Exchange;
      const address = incoming.socket.remoteAddress ?? "";
      const abort = () => void outgoing.destroy();
      return gate.fetch(request, { address, headers: incoming.headers, abort });
    },
    {
      overrideGlobalObjects: false,
      errorHandler: (error) => {
        if (error instanceof RequestError) return refusal(400, "malformed request");
        onError(error);
        return refusal(500, "the server failed");
      },
    },
  );
  const server = openServer(http.tls, answer);
  const rules = { allowedOrigins: http.allowed_origins, allowedHosts: ownHosts(http) };
  const attached = upgrades.map((each) => attachUpgrade(server, { onError, ...each, ...rules }));
  const { host, port } = http.addr;
  try {
    server.listen({ host, port });
    await once(server, "listening");
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    const hint = code === "EADDRINUSE" ? ". Hint: end it, or choose another port" : "";
    const reason = `${reasons[code] ?? code}${hint}`;
    throw new ListenError(`Cannot listen on ${shown(host)}:${port}: ${reason}`);
  }
  const got = (server.address() as AddressInfo).port;
  const scheme = http.tls ? "https" : "http";
  const close = async () => {
    const closed = closeServer(server);
    await Promise.all(attached.map((each) => each.close()));
    await closed;
  };
  return { url: `${scheme}://${shown(host)}:${got}`, port: got, close };
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there",
  EACCES: "permission denied",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "no such name",
};

function openServer(tls: TlsConfig | undefined, answer: RequestListener): Server {
  const options: ServerOptions = {
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: 1000,
    requireHostHeader: true,
  };
  const server = tls
    ? openTlsServer({ ...options, ...readTls(tls) }, answer)
    : createServer(options, answer);
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}

function openTlsServer(options: TlsServerOptions, answer: RequestListener): Server {
  try {
    return createTlsServer(options, answer);
  } catch (cause) {
    const message = "Cannot use http.tls: expected a certificate and its key, as PEM";
    throw new ListenError(message, { cause });
  }
}

function readTls({ cert, key }: TlsConfig): { cert: Buffer; key: Buffer } {
  const read = (path: string) => {
    try {
      return readFileSync(path);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      throw new ListenError(`Cannot read http.tls file "${path}": ${code}`, { cause });
    }
  };
  return { cert: read(cert), key: read(key) };
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

function shown(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
