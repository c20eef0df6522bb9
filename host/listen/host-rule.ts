import { hostname } from "node:os";
import { parseAddress } from "@luminarys/sdk-as/engine/cores";
import { hostName } from "../channels/upgrade/host-name.js";
import type { HttpConfig } from "../config/model.js";
import { ownAddresses } from "./own-addresses.js";

const LOCAL = ["localhost", "127.0.0.1", "[::1]"];

/**
 * By which names requests may have come, so that no page can reach the server by a name of its own.
 * Unless configured: the address where it listens, localhost and loopback.
 */
export function ownHosts({ addr, allowed_hosts }: HttpConfig): readonly string[] {
  return allowed_hosts ?? [...LOCAL, ...ownNames(addr.host)];
}

/** Whether a Host header holds one of these names, with any port. */
export function hostRule(http: HttpConfig): (header: string | null) => boolean {
  const names = new Set(ownHosts(http).map(hostName));
  const isOwn = (header: string | null) => {
    const name = header === null ? undefined : hostName(header);
    return name !== undefined && names.has(name);
  };
  // Most requests come by the same name as the one before.
  let last: string | null = null;
  let isLastOwn = isOwn(last);
  return (header) => {
    if (header !== last) isLastOwn = isOwn(header);
    last = header;
    return isLastOwn;
  };
}

/** What listens everywhere is reached by every address and the name of the machine. */
function ownNames(host: string): string[] {
  if (parseAddress(host)?.kind !== "unspecified") return [host];
  return [hostname(), ...ownAddresses()];
}
