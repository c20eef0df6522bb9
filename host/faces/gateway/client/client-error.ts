import type { ErrorPayload, GatewayErrorCode } from "../protocol.js";

/** What a request failed with: as the gateway says it, or UNAVAILABLE for a connection that was lost. */
export class GatewayClientError extends Error {
  override readonly name = "GatewayClientError";
  readonly code: GatewayErrorCode;
  readonly details: unknown;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** After how many milliseconds it makes sense. */
  readonly retryAfterMs: number | undefined;

  constructor({ code, message, details, retryable, retryAfterMs }: ErrorPayload, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
  }
}

export function unavailable(message: string, cause?: unknown): GatewayClientError {
  return new GatewayClientError({ code: "UNAVAILABLE", message, retryable: true }, cause);
}

export function cancelled(message: string): GatewayClientError {
  return new GatewayClientError({ code: "CANCELLED", message, retryable: false });
}
