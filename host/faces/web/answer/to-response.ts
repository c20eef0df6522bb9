import { type HttpHeaderLine, hasNoBody } from "@luminarys/sdk-as/engine/cores";

export interface ResponseHead {
  readonly status: number;
  readonly headers: readonly HttpHeaderLine[];
}

type Body = Uint8Array | ReadableStream<Uint8Array> | null;

/** An answer whose header lines are complete. */
export function toResponse({ status, headers }: ResponseHead, body: Body): Response {
  const lines = headers.map(({ name, value }): [string, string] => [name, value]);
  return new Response(body, { status, headers: lines });
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
