import ipaddr from "ipaddr.js";
import { embeddedAddress } from "./address/embedded.js";
import { isMetadata } from "./address/metadata.js";

/**
 * What an address leads to. `metadata` is a cloud's instance data; `private` also stands for carrier
 * NAT and reserved ranges, which only a local network routes.
 */
export type AddressKind =
  | "public"
  | "private"
  | "loopback"
  | "link-local"
  | "metadata"
  | "unspecified"
  | "multicast"
  | "broadcast";

/** An IP address; `::ffff:1.2.3.4` is the IPv4 address that it maps. */
export interface Address {
  /** Canonical: dotted decimal, or RFC 5952 without brackets and zone. */
  readonly text: string;
  readonly version: 4 | 6;
  readonly kind: AddressKind;
  readonly bytes: readonly number[];
}

/** A range of addresses such as `10.0.0.0/8`. */
export interface AddressRange {
  readonly text: string;
  readonly first: Address;
  readonly prefixLength: number;
}

/**
 * Reads canonical and unusual spellings: `127.1`, `0x7f000001`, `017700000001`, `[::1]`, `fe80::1%eth0`.
 * Undefined when the text is no address.
 */
export function parseAddress(text: string): Address | undefined {
  const known = parsed.get(text);
  if (known) return known;
  const bare = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  if (!ipaddr.isValid(bare)) return undefined;
  const address = addressOf(ipaddr.process(bare).toByteArray());
  if (parsed.size >= MAX_PARSED) parsed.clear();
  parsed.set(text, address);
  return address;
}

/** One connection asks for the same few addresses several times. */
const parsed = new Map<string, Address>();
const MAX_PARSED = 256;

/** Undefined when the text is no range, or its address has bits beyond the prefix. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [, base = "", bits = ""] = /^(.+)\/(\d{1,3})$/.exec(text) ?? [];
  if (!ipaddr.isValidCIDR(text) || !/^[\d.]+$|:/.test(base)) return undefined;
  const bytes = ipaddr.parse(base).toByteArray();
  const prefixLength = Number(bits);
  const isStart = bytes.every((byte, i) => (byte & ~maskByte(prefixLength, i) & 0xff) === 0);
  return isStart ? { text, first: addressOf(bytes), prefixLength } : undefined;
}

export function inRange(address: Address, { first, prefixLength }: AddressRange): boolean {
  if (address.version !== first.version) return false;
  return address.bytes.every((byte, i) => {
    const mask = maskByte(prefixLength, i);
    return (byte & mask) === ((first.bytes[i] as number) & mask);
  });
}

/** Whether every address of `inner` is one of `outer`. */
export function rangeContains(outer: AddressRange, inner: AddressRange): boolean {
  return inner.prefixLength >= outer.prefixLength && inRange(inner.first, outer);
}

function maskByte(prefixLength: number, index: number): number {
  const bits = Math.min(8, Math.max(0, prefixLength - index * 8));
  return (0xff << (8 - bits)) & 0xff;
}

function addressOf(bytes: number[]): Address {
  const parsed = ipaddr.fromByteArray(bytes);
  const version = bytes.length === 4 ? 4 : 6;
  const text = parsed instanceof ipaddr.IPv6 ? parsed.toRFC5952String() : parsed.toString();
  return { text, version, kind: kindOf(parsed, text), bytes };
}

const kindOfRange: Readonly<Record<string, AddressKind>> = {
  unicast: "public",
  unspecified: "unspecified",
  broadcast: "broadcast",
  multicast: "multicast",
  linkLocal: "link-local",
  loopback: "loopback",
  amt: "public",
  as112: "public",
  as112v6: "public",
};

function kindOf(parsed: ipaddr.IPv4 | ipaddr.IPv6, text: string): AddressKind {
  if (isMetadata(text)) return "metadata";
  const bytes = parsed.toByteArray();
  const embedded = embeddedAddress(bytes);
  if (embedded) return addressOf(embedded).kind;
  if (isDocumentation(parsed)) return "public";
  return kindOfRange[parsed.range()] ?? "private";
}

/** Nobody routes these, and tests use them as they would public addresses. */
function isDocumentation(parsed: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (parsed instanceof ipaddr.IPv6) return documentation6.some((range) => parsed.match(range));
  return documentation4.some((range) => parsed.match(range));
}

const documentation4 = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"].map((range) =>
  ipaddr.IPv4.parseCIDR(range),
);
const documentation6 = ["2001:db8::/32", "3fff::/20"].map((range) => ipaddr.IPv6.parseCIDR(range));
