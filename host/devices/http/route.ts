import { type Environment, HostError, type NetworkTarget } from "@luminarys/sdk-as/engine";
import type { NetworkContext } from "../device-context.js";
import type { ClientPool, Lease } from "./client-pool.js";
import { proxyFor, proxyHeaders } from "./proxy.js";
import { openProxyClient } from "./proxy-client.js";

export interface RouteOptions {
  readonly context: NetworkContext;
  readonly environment: Environment;
  readonly pool: ClientPool;
  readonly target: NetworkTarget;
  /** What was asked, after `Cannot`. */
  readonly action: string;
  readonly signal: AbortSignal;
}

/** A way to a server. */
export interface Route {
  readonly lease: Lease;
  /** What stands in the request line. */
  readonly path: string;
  /** For the proxy, if there is one to be asked. */
  readonly headers: readonly string[];
}

/** Straight to the addresses that the gate gives, or through the proxy if the manifest lets it. */
export async function openRoute(url: URL, options: RouteOptions): Promise<Route> {
  const { context, pool, target, action, signal } = options;
  const { trusted, egress } = context;
  const { origin } = url;
  const proxy = proxyOf(url, options);
  const path = url.pathname + url.search;
  if (!proxy || target.host.address) {
    const addresses = await egress.addressesOf({ target, action, signal });
    if (!proxy) {
      return { lease: pool.take({ origin, target, addresses, trusted }), path, headers: [] };
    }
  }
  const asked = { proxy, origin, target, trusted };
  const lease = pool.lease(`${proxy.href} ${origin}`, ({ signal }) =>
    openProxyClient(asked, signal),
  );
  if (url.protocol === "https:") return { lease, path, headers: [] };
  const headers = ["host", url.host, ...Object.entries(proxyHeaders(proxy)).flat()];
  return { lease, path: url.href, headers };
}

function proxyOf(url: URL, { context, environment, action }: RouteOptions): URL | undefined {
  if (!context.manifest.permissions.http.proxy_from_env) return undefined;
  try {
    return proxyFor(url, environment);
  } catch (cause) {
    const message = `Cannot ${action}: ${(cause as SyntaxError).message}`;
    throw new HostError(message, { code: "unavailable", cause });
  }
}
