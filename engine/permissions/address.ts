import { type Address, parseAddress } from "../cores/address.js";
import { allow, type Decision, type Denied, deny, type ManifestLine, refuse } from "./decision.js";
import { parseHostPattern } from "./host-pattern.js";
import { type NetworkTarget, reaches, reachesPrivate } from "./network-target.js";

/** What the host itself listens on, which no skill reaches. */
export interface OwnPorts {
  readonly ports: readonly number[];
  /** The host's own addresses; loopback is always one. */
  readonly addresses?: readonly string[];
}

export interface AddressOptions {
  readonly own?: OwnPorts | undefined;
}

/** The addresses that may be connected to, canonical. */
export type AddressDecision = Decision<{ readonly addresses: readonly string[] }>;

/**
 * The second step, after the name was allowed and resolved. Allowed when one of the addresses is;
 * the device connects to one of those, never to what it resolves later.
 */
export function decideAddresses(
  target: NetworkTarget,
  addresses: readonly string[],
  options: AddressOptions = {},
): AddressDecision {
  const decisions = addresses.map((each) => decideAddress(target, each, options));
  const allowed = decisions.filter((each) => each.allowed);
  const [first] = allowed;
  if (first) return { ...first, addresses: allowed.flatMap((each) => each.addresses) };
  return decisions[0] ?? refuse(`"${target.host.text}" has no address`, "unavailable");
}

function decideAddress(
  target: NetworkTarget,
  text: string,
  { own }: AddressOptions,
): AddressDecision {
  const { host } = target;
  const address = host.address?.text === text ? host.address : parseAddress(text);
  if (!address) return refuse(`"${text}" is no address`);
  const never = refuseForever(target, { address, own });
  if (never) return never;
  const { section, allowPrivate, candidates } = target;
  const isPublic = address.kind === "public";
  const reaching = candidates.filter((each) => reaches(each, address));
  const fitting = reaching.find((each) => isPublic || reachesPrivate(each, address));
  if (fitting) return allow([fitting.line], { addresses: [address.text] });
  const [lifted] = allowPrivate ? reaching : [];
  if (!lifted) return deny(unreached(target, address), grantsFor(target, address));
  const lift = { key: `${section}.allow_private`, value: true };
  return allow([lifted.line, lift], { addresses: [address.text] });
}

function unreached(target: NetworkTarget, address: Address): string {
  const where = place(target, address);
  return address.kind === "public"
    ? `${where}, which isn't a private address`
    : `${where}, a ${address.kind} address`;
}

/** A name that only tcp's empty list let through needs a line of its own. */
function grantsFor({ host, candidates, lineFor }: NetworkTarget, address: Address): ManifestLine[] {
  const byAddress = lineFor({ text: address.text, address });
  if (host.address || candidates.some((each) => each.host !== null)) return [byAddress];
  const pattern = parseHostPattern(host.text);
  const isEnough = address.kind === "public" || (pattern.kind === "name" && pattern.isLocal);
  return isEnough ? [lineFor(host)] : [lineFor(host), byAddress];
}

function refuseForever(
  target: NetworkTarget,
  { address, own }: { address: Address; own: OwnPorts | undefined },
): Denied | undefined {
  const where = place(target, address);
  if (!["public", "private", "loopback"].includes(address.kind)) {
    return deny(`${where}, a ${address.kind} address, which is never reachable`);
  }
  const isOwn =
    own?.ports.includes(target.port) === true &&
    (address.kind === "loopback" ||
      own.addresses?.some((each) => parseAddress(each)?.text === address.text) === true);
  return isOwn ? deny(`${where}, port ${target.port}, where this host listens itself`) : undefined;
}

function place({ host }: NetworkTarget, { text }: Address): string {
  return host.address ? `it is at ${text}` : `"${host.text}" is at ${text}`;
}
