import { HostError } from "../errors.js";
import type { HttpHeaderLine } from "./http-redirect.js";

const MAX_HEADER_BYTES = 32 * 1024;

const token = /^[!#$%&'*+.^_`|~\w-]+$/;

/** They frame the answer, so the host sets them. */
const framing = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Whether answers of this status are nothing but status and headers. */
export function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

/** Throws a HostError for what is no status of an answer; 1xx answers are the host's. */
export function checkStatus(status: number): void {
  if (Number.isInteger(status) && status >= 200 && status <= 599) return;
  throw new HostError(`Cannot set the status: ${status} is none, expected 200 to 599`, {
    code: "invalid",
  });
}

/** Throws a HostError for header lines that would break the answer, or that are the host's to set. */
export function checkAnswerHeaders(headers: readonly HttpHeaderLine[]): void {
  for (const line of headers) {
    const problem = problemOf(line);
    if (problem === "") continue;
    throw new HostError(`Cannot set header ${JSON.stringify(line.name)}: ${problem}`, {
      code: "invalid",
    });
  }
  const size = headers.reduce((sum, { name, value }) => sum + name.length + value.length + 4, 0);
  if (size <= MAX_HEADER_BYTES) return;
  const message = `Cannot set headers: they have ${size} bytes, at most ${MAX_HEADER_BYTES} fit`;
  throw new HostError(message, { code: "too_large" });
}

/**
 * The value of a Location header: what ASCII doesn't have is percent-encoded. Throws a HostError for
 * control characters.
 */
export function readLocation(target: string): string {
  if (/\p{Cc}/u.test(target)) {
    const shown = JSON.stringify(target);
    throw new HostError(`Cannot redirect to ${shown}: it holds a control character`, {
      code: "invalid",
    });
  }
  return target.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

function problemOf({ name, value }: HttpHeaderLine): string {
  if (!token.test(name)) return "it is no header name";
  if (framing.has(name.toLowerCase())) return "it is the host's to set";
  if (isSession(name, value)) return "the session is the host's to set";
  if (/[\r\n]/.test(value)) return "its value holds a line end";
  if (/(?!\t)\p{Cc}/u.test(value)) return "its value holds a control character";
  return /[^\t -ÿ]/.test(value) ? "its value holds characters beyond Latin-1" : "";
}

/** Whoever sets another's session is taken for them. */
function isSession(name: string, value: string): boolean {
  return name.toLowerCase() === "set-cookie" && /^\s*_sid\s*=/.test(value);
}
