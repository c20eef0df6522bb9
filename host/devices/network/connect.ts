import { connect as connectPlain, isIP, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { checkServerIdentity, connect as connectTls, rootCertificates } from "node:tls";
import type { NetworkTarget } from "@luminarys/sdk-as/engine";
import { connectionError } from "./failure.js";
import { pinnedLookup } from "./pinned-lookup.js";

export interface TlsOptions {
  /** The name for SNI and the certificate's check; the target's own unless given. */
  readonly serverName?: string | undefined;
  /** Takes any certificate. */
  readonly insecure?: boolean;
  /** Certificates in PEM that are trusted beside Node's own. */
  readonly trusted?: readonly string[] | undefined;
  /** Protocols to offer, such as `http/1.1`. */
  readonly protocols?: readonly string[];
}

export interface ConnectOptions {
  readonly target: Pick<NetworkTarget, "host" | "port">;
  /** What the egress gate gave; they are tried in turn. */
  readonly addresses: readonly string[];
  /** No TLS without it. */
  readonly tls?: TlsOptions | undefined;
  /** A connection that leads to the target already, as through a proxy. */
  readonly over?: Duplex | undefined;
  /** Ends the attempt; its reason is what the promise is rejected with. */
  readonly signal: AbortSignal;
}

/**
 * Connects to one of the addresses, TLS handshake included. Rejects with a HostError, and nothing
 * stays open then. The caller listens to `error` before anything else is awaited. `action` stands
 * after `Cannot`.
 */
export async function connectSocket(
  options: ConnectOptions & { readonly action: string },
): Promise<Socket> {
  try {
    return await openSocket(options);
  } catch (error) {
    throw connectionError(error, options.action);
  }
}

/** The same, but rejects with the socket's own error. */
export function openSocket(options: ConnectOptions): Promise<Socket> {
  const { tls, signal } = options;
  if (signal.aborted) return Promise.reject(signal.reason);
  const socket = tls ? openTls(options, tls) : connectPlain(endpointOf(options));
  return new Promise((resolve, reject) => {
    const settle = () => {
      signal.removeEventListener("abort", abort);
      socket.removeListener("error", fail);
      socket.removeListener("close", close);
    };
    const abort = () => fail(signal.reason);
    // A peer may hang up within the handshake without an error.
    const close = () => fail(Object.assign(new Error("closed"), { code: "ECONNRESET" }));
    const fail = (error: unknown) => {
      settle();
      socket.on("error", () => {}).destroy();
      reject(error);
    };
    signal.addEventListener("abort", abort, { once: true });
    socket.once("error", fail).once("close", close);
    socket.once(tls ? "secureConnect" : "connect", () => {
      settle();
      resolve(socket);
    });
  });
}

function openTls(options: ConnectOptions, tls: TlsOptions): Socket {
  const { host } = options.target;
  const { insecure = false, trusted, protocols } = tls;
  const serverName = tls.serverName || host.text;
  return connectTls({
    ...(options.over ? { socket: options.over } : endpointOf(options)),
    rejectUnauthorized: !insecure,
    checkServerIdentity: (_, certificate) => checkServerIdentity(serverName, certificate),
    ...(isIP(serverName) === 0 && { servername: serverName }),
    ...(trusted && { ca: [...rootCertificates, ...trusted] }),
    ...(protocols && { ALPNProtocols: [...protocols] }),
  });
}

/** A host that is an address never reaches `lookup`, therefore the checked spelling goes in. */
function endpointOf({ target: { host, port }, addresses }: ConnectOptions) {
  const checked = host.address ? (addresses[0] ?? host.text) : host.text;
  return { host: checked, port, lookup: pinnedLookup(addresses), noDelay: true };
}
