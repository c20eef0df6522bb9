import { hostname } from "node:os";
import { parseAddress } from "@luminarys/sdk-as/engine/cores";
import type { HttpConfig } from "../config/model.js";
import { ownAddresses } from "./own-addresses.js";

const LOCAL = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Which names a request may have come by, so that no page can reach the server by a name of its own.
 * Unless configured: the address where it listens, localhost and loopback.
 */
export function hostRule({ addr, allowed_hosts }: HttpConfig): (header: string | null) => boolean {
  const names = new Set((allowed_hosts ?? [...LOCAL, ...ownNames(addr.host)]).map(bareName));
  const isOwn = (header: string | null) => {
    const name = header === null ? undefined : bareName(header);
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

/** A name or address without port, lower-case; an IPv6 address in brackets; undefined for no name. */
function bareName(text: string): string | undefined {
  const isBareV6 = text.split(":").length > 2 && !text.startsWith("[");
  const url = `http://${isBareV6 ? `[${text}]` : text}`;
  if (!/^[A-Za-z0-9._:[\]-]+$/.test(text) || !URL.canParse(url)) return undefined;
  return new URL(url).hostname;
}

/** What listens everywhere is reached by every address and the name of the machine. */
function ownNames(host: string): string[] {
  if (parseAddress(host)?.kind !== "unspecified") return [host];
  return [hostname(), ...ownAddresses()];
}
