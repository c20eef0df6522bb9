import {
  decideAddresses,
  demand,
  HostError,
  type NetworkTarget,
  type OwnPorts,
} from "@luminarys/sdk-as/engine";
import { boundedResolver, type LookupLimits } from "./network/bounded-resolver.js";
import { interfaceAddresses } from "./network/interface-addresses.js";
import { type Resolver, resolveByNode } from "./network/resolver.js";
import { unlessAborted } from "./network/unless-aborted.js";

export type { Resolver } from "./network/resolver.js";

export interface EgressRequest {
  /** What decideTcp or decideHttp allowed. */
  readonly target: NetworkTarget;
  /** What was asked, after `Cannot`. */
  readonly action: string;
  /** Ends the look-up; its reason is what the promise is rejected with. */
  readonly signal: AbortSignal;
}

/** What one skill may look up at once. */
const SHARE: LookupLimits = { most: 2, waiting: 256 };

/** The one way out to the network. */
export interface Egress {
  /**
   * Resolves the target's name once and gives those of its addresses that may be connected to. Rejects
   * with a HostError: `denied`, `not_found` (no such name), `unavailable`.
   */
  addressesOf(request: EgressRequest): Promise<readonly string[]>;
  /** The same for one of many, whose look-ups leave room for those of others. */
  share(): Egress;
}

export interface EgressOptions {
  /** Node's look-up, with the system's hosts file, unless given. */
  readonly resolve?: Resolver;
  /** What the host listens on now. Without addresses, all of the machine's own count. */
  readonly own: () => OwnPorts;
}

/** The gate that every connection of a skill passes. */
export function openEgress(options: EgressOptions): Egress {
  const { resolve = resolveByNode, own } = options;
  return {
    share: () => openEgress({ own, resolve: boundedResolver(resolve, SHARE) }),
    addressesOf: async ({ target, action, signal }) => {
      const { host } = target;
      const found = host.address
        ? [host.address.text]
        : await unlessAborted(resolve(host.text), signal);
      const plain = demandPlain(found, action);
      return demand(decideAddresses(target, plain, { own: ownAt(target.port, own()) }), action)
        .addresses;
    },
  };
}

/** Listing the machine's addresses takes longer than all else here. */
function ownAt(port: number, own: OwnPorts): OwnPorts {
  return own.addresses || !own.ports.includes(port)
    ? own
    : { ...own, addresses: interfaceAddresses() };
}

/** A zone would choose the network card, which no check sees. */
function demandPlain(addresses: readonly string[], action: string): readonly string[] {
  const plain = addresses.filter((each) => !each.includes("%"));
  if (plain.length > 0 || addresses.length === 0) return plain;
  const message = `Cannot ${action}: ${addresses[0]} has a zone, which is never reachable`;
  throw new HostError(message, { code: "denied" });
}
