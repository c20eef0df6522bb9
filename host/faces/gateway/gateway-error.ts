import type { ErrorPayload, GatewayErrorCode } from "./protocol.js";

const RETRYABLE: ReadonlySet<GatewayErrorCode> = new Set([
  "UNAVAILABLE",
  "AGENT_TIMEOUT",
  "RESOURCE_EXHAUSTED",
]);

export interface GatewayErrorOptions {
  readonly details?: unknown;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** Why a request isn't answered with what it asked for. */
export class GatewayError extends Error {
  override readonly name = "GatewayError";
  readonly code: GatewayErrorCode;
  readonly details: unknown;
  readonly retryAfterMs: number | undefined;

  constructor(code: GatewayErrorCode, message: string, options: GatewayErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** As it stands in a frame. */
  get payload(): ErrorPayload {
    const { code, message, details, retryAfterMs } = this;
    return {
      code,
      message,
      ...(details !== undefined && { details }),
      retryable: RETRYABLE.has(code),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  }
}
