import { type Address, parseAddress } from "../cores/address.js";
import { allow, type Decision, type Denied, deny, refuse } from "./decision.js";
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
  const address = parseAddress(text);
  if (!address) return refuse(`"${text}" is no address`);
  const never = refuseForever(target, { address, own });
  if (never) return never;
  const { section, allowPrivate } = target;
  const candidates = target.candidates.filter((each) => reaches(each, address));
  const lines = [target.lineFor(address)];
  if (candidates.length === 0) {
    return deny(`${place(target, address)}, which ${listed(target)}`, lines);
  }
  const fitting = candidates.filter(
    (each) => address.kind === "public" || allowPrivate || reachesPrivate(each, address),
  );
  const [candidate] = fitting;
  if (!candidate) return deny(`${place(target, address)}, a ${address.kind} address`, lines);
  const lifted = address.kind !== "public" && !fitting.some((c) => reachesPrivate(c, address));
  const by = fitting.find((each) => reachesPrivate(each, address)) ?? candidate;
  const lift = lifted ? [{ key: `${section}.allow_private`, value: true }] : [];
  return allow([by.line, ...lift], { addresses: [address.text] });
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

function listed({ candidates }: NetworkTarget): string {
  const names = candidates.map(({ line }) => ("list" in line ? line.item : ""));
  const known = names.filter((name) => name !== "");
  return known.length === 0 ? "isn't a private address" : `isn't one of ${known.join(", ")}`;
}
