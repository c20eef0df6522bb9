import type { ErrorCode } from "../../contract/index.js";
import { HostError } from "../../engine/errors.js";

/** How a peer or the network on the way to it can fail. */
export type NetworkFailure = "refused" | "reset" | "tls" | "dns" | "eof" | "io";

const failures: Readonly<Record<NetworkFailure, { reason: string; code: ErrorCode }>> = {
  refused: { reason: "connection refused", code: "unavailable" },
  reset: { reason: "the peer reset the connection", code: "closed" },
  tls: { reason: "the TLS handshake failed", code: "unavailable" },
  dns: { reason: "no such name", code: "not_found" },
  eof: { reason: "the peer closed the connection without an answer", code: "closed" },
  io: { reason: "the network failed", code: "unavailable" },
};

export const networkFailures = Object.keys(failures) as NetworkFailure[];

/** `action` stands after `Cannot`. */
export function networkError(failure: NetworkFailure, action: string): HostError {
  const { reason, code } = failures[failure];
  return new HostError(`Cannot ${action}: ${reason}`, { code });
}
