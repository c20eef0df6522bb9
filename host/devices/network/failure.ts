import { HostError } from "@luminarys/sdk-as/engine";

/** How a peer or the network on the way to it fails. All but the first two are an event's error_kind. */
export type NetworkFailure = "refused" | "dns" | "reset" | "eof" | "tls" | "timeout" | "io";

const failures = {
  refused: { reason: "connection refused", code: "unavailable" },
  reset: { reason: "the peer reset the connection", code: "closed" },
  tls: { reason: "the TLS handshake failed", code: "unavailable" },
  dns: { reason: "no such name", code: "not_found" },
  eof: { reason: "the peer closed the connection without an answer", code: "closed" },
  timeout: { reason: "the connection timed out", code: "timeout" },
  io: { reason: "the network failed", code: "unavailable" },
} as const;

const systemCodes: Readonly<Record<string, NetworkFailure>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  ETIMEDOUT: "timeout",
  EPROTO: "tls",
};

/** OpenSSL's verdicts on a certificate, which Node gives as codes. */
const certificateCodes =
  /^(ERR_SSL_|ERR_TLS_|CERT_|CRL_|UNABLE_TO_|ERROR_IN_C|DEPTH_ZERO_|SELF_SIGNED_|INVALID_(CA|PURPOSE)|PATH_LENGTH|HOSTNAME_MISMATCH)/;

/** Reads the code of an error that Node's sockets gave. */
export function failureOf(error: unknown): NetworkFailure {
  const code = codeOf(error);
  return systemCodes[code] ?? (certificateCodes.test(code) ? "tls" : "io");
}

/** `reason` as a skill reads it, with the code where that says more. */
export function reasonOf(failure: NetworkFailure, error?: unknown): string {
  const { reason } = failures[failure];
  const code = failure === "tls" || failure === "io" ? codeOf(error) : "";
  return code === "" ? reason : `${reason} (${code})`;
}

/** `action` stands after `Cannot`. */
export function networkError(
  failure: NetworkFailure,
  { action, cause }: { action: string; cause?: unknown },
): HostError {
  const message = `Cannot ${action}: ${reasonOf(failure, cause)}`;
  return new HostError(message, { code: failures[failure].code, cause });
}

/** What a socket's error answers a host call with; a HostError passes. */
export function connectionError(error: unknown, action: string): HostError {
  if (error instanceof HostError) return error;
  return networkError(failureOf(error), { action, cause: error });
}

function codeOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === "string" ? code : "";
}
