import type { Socket } from "node:net";
import type { NetworkTarget } from "@luminarys/sdk-as/engine";
import type { Client } from "undici";
import { openSocket } from "../network/connect.js";
import { resolveByNode } from "../network/resolver.js";
import { createClient } from "./client-pool.js";
import { proxyHeaders } from "./proxy.js";

export interface ProxyRequest {
  readonly proxy: URL;
  /** Where the skill wants to go. */
  readonly origin: string;
  readonly target: NetworkTarget;
  readonly trusted?: readonly string[] | undefined;
}

/** A proxy that opens no tunnel. */
export class ProxyRefusal extends Error {
  override readonly name = "ProxyRefusal";

  constructor(status: number) {
    super(`the proxy answered with status ${status}`);
  }
}

/**
 * A client that asks through a proxy: requests for http go to it whole, those for https through a tunnel
 * with our own TLS inside.
 */
export function openProxyClient(request: ProxyRequest, signal: AbortSignal): Client {
  const { proxy, origin } = request;
  const isTunnel = origin.startsWith("https:");
  return isTunnel
    ? createClient(origin, () => openTunnel(request, signal))
    : createClient(proxy.origin, () => connectToProxy(request, signal));
}

/** The operator chose the proxy, therefore the gate isn't asked for it. */
async function connectToProxy(
  { proxy, trusted }: ProxyRequest,
  signal: AbortSignal,
): Promise<Socket> {
  const isSecure = proxy.protocol === "https:";
  const name = proxy.hostname.replace(/^\[|\]$/g, "");
  return openSocket({
    target: { host: { text: name }, port: Number(proxy.port) || (isSecure ? 443 : 80) },
    addresses: await resolveByNode(name),
    tls: isSecure ? { trusted } : undefined,
    signal,
  });
}

async function openTunnel(request: ProxyRequest, signal: AbortSignal): Promise<Socket> {
  const { proxy, origin, target, trusted } = request;
  const client = createClient(proxy.origin, () => connectToProxy(request, signal));
  const path = `${new URL(origin).hostname}:${target.port}`;
  try {
    const headers = { ...proxyHeaders(proxy), host: path };
    const { socket, statusCode } = await client.connect({ path, headers, signal });
    if (statusCode === 200) {
      const tls = { trusted, protocols: ["http/1.1"] };
      return await openSocket({ target, addresses: [], tls, over: socket, signal });
    }
    socket.on("error", () => {}).destroy();
    throw new ProxyRefusal(statusCode);
  } finally {
    client.destroy().catch(() => {});
  }
}
