import { maxHeaderSize } from "node:http";
import { HostError } from "@luminarys/sdk-as/engine";
import { errors } from "undici";
import { connectionError, networkError } from "../network/failure.js";
import { BodyCodingError } from "./body.js";
import { ProxyRefusal } from "./proxy-client.js";

export interface FailedExchange {
  /** What was asked, after `Cannot`. */
  readonly action: string;
  readonly signal: AbortSignal;
  /** Whether status and headers had come. */
  readonly isAnswered: boolean;
}

/** What an exchange that failed is answered with. */
export function exchangeError(error: unknown, exchange: FailedExchange): HostError {
  const { action, signal, isAnswered } = exchange;
  if (signal.aborted) return signal.reason;
  if (error instanceof HostError) return error;
  const fail = (reason: string, code: HostError["code"]) =>
    new HostError(`Cannot ${action}: ${reason}`, { code, cause: error });
  if (error instanceof BodyCodingError || error instanceof ProxyRefusal) {
    return fail(error.message, "unavailable");
  }
  if (error instanceof errors.HeadersOverflowError) {
    return fail(`the answer's headers are larger than ${maxHeaderSize} bytes`, "too_large");
  }
  const isCut = error instanceof errors.ResponseContentLengthMismatchError;
  if (error instanceof errors.HTTPParserError || (isCut && !isAnswered)) {
    return fail("the answer isn't HTTP/1.1", "unavailable");
  }
  if (isCut || error instanceof errors.SocketError) {
    if (isAnswered) return fail("the peer closed the connection within its answer", "closed");
    return networkError("eof", { action, cause: error });
  }
  return connectionError(error, action);
}

/** Runs what reads a request; its SyntaxError says what is wrong with it. */
export function demandValid<T>(action: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new HostError(`Cannot ${action}: ${cause.message}`, { code: "invalid", cause });
  }
}
