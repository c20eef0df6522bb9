import type { Address } from "../cores/address.js";
import type { ManifestLine } from "./decision.js";
import type { Host } from "./host.js";
import { type HostPattern, matchesAddress, matchesHost } from "./host-pattern.js";

/** What a skill wants to reach, once its name is allowed. The device resolves `host.text`. */
export interface NetworkTarget {
  readonly host: Host;
  readonly port: number;
  /** `permissions.http` or `permissions.tcp` */
  readonly section: string;
  readonly allowPrivate: boolean;
  /** The patterns that fit all but the address, which is matched once the name is resolved. */
  readonly candidates: readonly Candidate[];
  /** The line that would grant a host at this port. */
  lineFor(host: Host): ManifestLine;
}

/** A pattern of the allowlist; `host` is null for tcp's empty allowlist. */
export interface Candidate {
  readonly line: ManifestLine;
  readonly host: HostPattern | null;
}

/**
 * The candidates for a host, those first that fit it as it is written. A name needs a pattern of names, lest a skill has any name resolved; a
 * pattern of addresses then says which private ones it may be at.
 */
export function candidatesFor<
  Pattern extends { readonly line: string; readonly host: HostPattern },
>(
  patterns: readonly Pattern[],
  { host, list }: { readonly host: Host; readonly list: string },
): readonly Candidate[] {
  const fitting = patterns.filter((pattern) => matchesHost(pattern.host, host));
  if (fitting.length === 0) return [];
  const ofAddresses = patterns.filter(
    (pattern) => pattern.host.kind !== "name" && !fitting.includes(pattern),
  );
  return [...fitting, ...ofAddresses].map((pattern) => ({
    line: { list, item: pattern.line },
    host: pattern.host,
  }));
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
