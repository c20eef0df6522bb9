import {
  type Environment,
  HostError,
  type NetworkTarget,
  type UrlDecision,
} from "@luminarys/sdk-as/engine";
import type { NetworkContext } from "../device-context.js";
import type { ClientPool, Lease } from "./client-pool.js";
import { proxyFor, proxyHeaders } from "./proxy.js";
import { openProxyClient } from "./proxy-client.js";

type ParsedUrl = Extract<UrlDecision, { allowed: true }>["url"];

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
export async function openRoute(url: ParsedUrl, options: RouteOptions): Promise<Route> {
  const { context, pool, target, action, signal } = options;
  const { trusted, egress } = context;
  const { origin, path } = split(url);
  const proxy = proxyOf(url, options);
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
  if (url.scheme === "https") return { lease, path, headers: [] };
  const headers = ["host", origin.slice("http://".length)];
  for (const [name, value] of Object.entries(proxyHeaders(proxy))) headers.push(name, value);
  return { lease, path: url.href, headers };
}

/** The URL is canonical: the first slash after the scheme ends the host. */
function split({ href, scheme }: ParsedUrl): { origin: string; path: string } {
  const at = href.indexOf("/", scheme.length + 3);
  return { origin: href.slice(0, at), path: href.slice(at) };
}

function proxyOf(
  { href }: ParsedUrl,
  { context, environment, action }: RouteOptions,
): URL | undefined {
  if (!context.manifest.permissions.http.proxy_from_env) return undefined;
  try {
    return proxyFor(new URL(href), environment);
  } catch (cause) {
    const message = `Cannot ${action}: ${(cause as SyntaxError).message}`;
    throw new HostError(message, { code: "unavailable", cause });
  }
}
