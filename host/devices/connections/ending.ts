import { failureOf, reasonOf } from "../network/failure.js";

/** Why a connection is gone, as events say it. */
export interface Ending {
  readonly kind: "eof" | "reset" | "timeout" | "tls" | "io";
  /** For people. */
  readonly message: string;
}

export const peerClosed: Ending = { kind: "eof", message: "the peer closed the connection" };

/** Why a socket ended that had been connected. */
export function endingOf(error: unknown): Ending {
  const failure = failureOf(error);
  const kind = failure === "refused" || failure === "dns" ? "io" : failure;
  return { kind, message: reasonOf(kind, error) };
}
