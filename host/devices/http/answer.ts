import type { HostFunctionTypes } from "@luminarys/sdk-as/engine";
import { parseSetCookie } from "@luminarys/sdk-as/engine/cores";
import { readBody, readCodings } from "./body.js";
import { valuesOf } from "./header-lines.js";
import type { HopAnswer } from "./hop.js";

export type HttpResponse = HostFunctionTypes["http_request"]["answer"];

/** Of a redirect's body, which nobody reads: a connection is worth no more. */
const MAX_DRAINED_BYTES = 64 * 1024;

/** Reads an answer to its end, or to the limit. */
export async function readAnswer(
  { status, headers, stream }: HopAnswer,
  { maxBytes, nowMs }: { maxBytes: number; nowMs: number },
): Promise<HttpResponse> {
  const codings = readCodings(valuesOf(headers, "content-encoding").join()) ?? [];
  const read = await readBody(stream, { maxBytes, codings });
  const isDecoded = codings.length > 0 && read.body.length > 0;
  // They speak of the body as it was sent.
  const gone = isDecoded ? ["content-encoding", "content-length"] : [];
  return {
    status,
    headers: headers.filter(({ name }) => !gone.includes(name.toLowerCase())),
    cookies: valuesOf(headers, "set-cookie").flatMap((line) => parseSetCookie(line, nowMs) ?? []),
    ...read,
  };
}

/** Reads over the body of a redirect, so that its connection can be used again. Gives whether it can. */
export async function drain({ stream }: HopAnswer): Promise<boolean> {
  const { truncated } = await readBody(stream, { maxBytes: MAX_DRAINED_BYTES, codings: [] });
  return !truncated;
}
