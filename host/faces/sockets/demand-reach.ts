import { decideHttp, demand } from "@luminarys/sdk-as/engine";
import { parseAddress } from "@luminarys/sdk-as/engine/cores";
import type { NetworkContext } from "../../devices/device-context.js";
import type { Link } from "./link.js";
import type { NamedSocket } from "./named-socket.js";

export interface Reaching {
  readonly context: NetworkContext;
  /** What is asked, after `Cannot`. */
  readonly action: string;
  readonly signal: AbortSignal;
}

/**
 * Lets a skill use a socket, whoever has connected it: an outbound one only where its own
 * permissions would let it connect to the same address. Rejects with a HostError. Gives the
 * connections.
 */
export async function demandReach(
  { url, links }: NamedSocket,
  reaching: Reaching,
): Promise<readonly Link[]> {
  if (url === undefined) return links;
  const { context, action } = reaching;
  const { http } = context.manifest.permissions;
  const { target } = demand(decideHttp(http, { url, websocket: true }), action);
  for (const link of links) {
    const address = parseAddress(link.remote?.address ?? "");
    if (!address || link.granted.has(context)) continue;
    const { signal } = reaching;
    const host = { ...target.host, address };
    await context.egress.addressesOf({ target: { ...target, host }, action, signal });
    link.granted.add(context);
  }
  return links.filter((link) => link.granted.has(context));
}
