import type { IncomingMessage } from "node:http";
import { hostname } from "node:os";
import { hostName } from "./host-name.js";

/** By which the machine reaches itself. */
export function localNames(): string[] {
  return ["localhost", "127.0.0.1", "[::1]", hostname()];
}

/**
 * Which names an upgrade may have come by, so that no page reaches the server by a name of its own.
 * Unless listed: the machine's name, the address that was connected to, localhost and loopback.
 */
export function hostRule(
  allowedHosts: readonly string[] | undefined,
): (request: IncomingMessage) => boolean {
  const names = new Set((allowedHosts ?? localNames()).map(hostName));
  return ({ headers, socket }) => {
    const name = headers.host === undefined ? undefined : hostName(headers.host);
    if (name === undefined) return false;
    return names.has(name) || (allowedHosts === undefined && name === ownAddress(socket));
  };
}

/** Of this end, as a Host header has it. */
function ownAddress({ localAddress = "" }: IncomingMessage["socket"]): string | undefined {
  return hostName(localAddress.replace(/^::ffff:(?=\d+\.)/, ""));
}
