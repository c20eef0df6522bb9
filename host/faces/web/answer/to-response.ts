import { type HttpHeaderLine, hasNoBody } from "@luminarys/sdk-as/engine/cores";
import { ServerResponse } from "../../../listen/server-response.js";

export interface ResponseHead {
  readonly status: number;
  readonly headers: readonly HttpHeaderLine[];
}

type Body = Uint8Array | ReadableStream<Uint8Array> | null;

/** An answer whose header lines are complete. */
export function toResponse({ status, headers }: ResponseHead, body: Body): Response {
  return new ServerResponse(body, { status, headers: toHeaders(headers) });
}

/** A record is written soonest, but has one line of each name. */
function toHeaders(lines: readonly HttpHeaderLine[]): Record<string, string> | [string, string][] {
  const record: Record<string, string> = {};
  for (const { name, value } of lines) record[name.toLowerCase()] = value;
  if (Object.keys(record).length === lines.length) return record;
  return lines.map(({ name, value }) => [name, value]);
}

/** A whole answer; that to HEAD says how long its body would be. */
export function toWholeResponse(
  { status, headers }: ResponseHead,
  { body, isHead }: { body: Uint8Array; isHead: boolean },
): Response {
  if (hasNoBody(status)) return toResponse({ status, headers }, null);
  const length = { name: "content-length", value: String(body.length) };
  const isEmpty = isHead || body.length === 0;
  return toResponse({ status, headers: [...headers, length] }, isEmpty ? null : body);
}
