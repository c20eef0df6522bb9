import { type ErrorCode, type ErrorKind, errorCodes, errorKinds } from "../../contract/index.js";
import { nearestName } from "../../engine/nearest-name.js";
import { type NetworkFailure, networkFailures } from "./network-failure.js";

/** How a host call fails: as the network does, or with any code that an answer can have. */
export type FaultKind = ErrorCode | NetworkFailure;

/** How an attempt to reach a peer fails. */
export type PeerFailure = NetworkFailure | "timeout";

/** How a connection ends that was made. */
export type ConnectionFailure = Exclude<ErrorKind, "">;

const codes = Object.keys(errorCodes) as ErrorCode[];

export const faultKinds: readonly FaultKind[] = [...networkFailures, ...codes];
export const peerFailures: readonly PeerFailure[] = [...networkFailures, "timeout"];
export const connectionFailures = Object.keys(errorKinds).filter(Boolean) as ConnectionFailure[];

export function isOneOf<Kind extends string>(known: readonly Kind[], kind: string): kind is Kind {
  return (known as readonly string[]).includes(kind);
}

/** Throws a TypeError for a kind that a test in JavaScript misspelt. `action` stands after `Cannot`. */
export function demandKind<Kind extends string>(
  kind: Kind,
  { known, action }: { known: readonly Kind[]; action: string },
): void {
  if (isOneOf(known, kind)) return;
  const near = typeof kind === "string" ? nearestName(kind, known) : undefined;
  const hint = near === undefined ? "" : `. Hint: did you mean "${near}"?`;
  const reason = `unknown kind ${JSON.stringify(kind)}, expected ${known.join(", ")}`;
  throw new TypeError(`Cannot ${action}: ${reason}${hint}`);
}
