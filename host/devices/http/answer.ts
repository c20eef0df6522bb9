import type { HostFunctionTypes } from "@luminarys/sdk-as/engine";
import { type HttpHeaderLine, parseSetCookie } from "@luminarys/sdk-as/engine/cores";
import { type Body, type BodyPlan, readCodings } from "./body.js";
import { valuesOf } from "./header-lines.js";
import type { HopHead } from "./hop.js";

export type HttpResponse = HostFunctionTypes["http_request"]["answer"];

/** A redirect's body, which nobody wants; a connection is worth no more than that. */
export const skipPlan: BodyPlan = { maxBytes: 64 * 1024, codings: [] };

/** Decodes what can be decoded. Throws a BodyCodingError. */
export function readPlan({ headers }: HopHead, maxBytes: number): BodyPlan {
  return { maxBytes, codings: codingsOf(headers) };
}

/** What the skill gets. `nowMs` is Unix time in milliseconds. */
export function responseOf(answer: HopHead & Body, nowMs: number): HttpResponse {
  const { status, headers, body, truncated } = answer;
  const isDecoded = body.length > 0 && codingsOf(headers).length > 0;
  return {
    status,
    headers: isDecoded ? headers.filter((line) => !speaksOfCoding(line)) : [...headers],
    cookies: valuesOf(headers, "set-cookie").flatMap((line) => parseSetCookie(line, nowMs) ?? []),
    body,
    truncated,
  };
}

/** Whether it describes the body as it was sent. */
function speaksOfCoding({ name }: HttpHeaderLine): boolean {
  return /^content-(encoding|length)$/i.test(name);
}

function codingsOf(headers: HopHead["headers"]): readonly string[] {
  const found = valuesOf(headers, "content-encoding");
  return found.length === 0 ? [] : (readCodings(found.join()) ?? []);
}
