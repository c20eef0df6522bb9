import type { Address } from "../cores/address.js";
import type { ManifestLine } from "./decision.js";
import type { Host } from "./host.js";
import { type HostPattern, matchesAddress } from "./host-pattern.js";

/** What a skill wants to reach, once its name is allowed. The device resolves `host.text`. */
export interface NetworkTarget {
  readonly host: Host;
  readonly port: number;
  /** `permissions.http` or `permissions.tcp` */
  readonly section: string;
  readonly allowPrivate: boolean;
  /** The patterns that may match, depending on the address. */
  readonly candidates: readonly Candidate[];
  /** The line that would grant an address at this port. */
  lineFor(address: Address): ManifestLine;
}

/** A pattern of the allowlist; `host` is null for tcp's empty allowlist. */
export interface Candidate {
  readonly line: ManifestLine;
  readonly host: HostPattern | null;
}

/** Whether the pattern covers the target at this address at all. */
export function reaches({ host }: Candidate, address: Address): boolean {
  if (host === null) return address.kind !== "public";
  return host.kind === "name" || matchesAddress(host, address);
}

/** Whether the pattern covers a private or loopback address, of those that it reaches. */
export function reachesPrivate({ host }: Candidate, address: Address): boolean {
  if (host === null) return address.kind === "private";
  return host.kind !== "name" || host.isLocal;
}
