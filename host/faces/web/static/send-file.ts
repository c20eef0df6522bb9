import type { HttpHeaderLine } from "@luminarys/sdk-as/engine/cores";
import { checkConditions, isRangeWanted } from "./conditions.js";
import { fileBody } from "./file-body.js";
import type { OpenFile } from "./open-file.js";
import { readRange } from "./read-range.js";

export interface StaticAnswer {
  readonly status: number;
  readonly headers: readonly HttpHeaderLine[];
  readonly body: Uint8Array | ReadableStream<Uint8Array> | null;
}

export interface Sending {
  /** Header lines of every answer about the file. */
  readonly shared: readonly HttpHeaderLine[];
  /** Those of an answer that has it. */
  readonly content: readonly HttpHeaderLine[];
  readonly request: Request;
}

/** As much of a file as the request wants; closes it. */
export async function sendFile(
  file: OpenFile,
  { shared, content, request }: Sending,
): Promise<StaticAnswer> {
  const { headers, method } = request;
  const { size } = file;
  const outcome = checkConditions(headers, file);
  const only = async (status: number, more: Readonly<Record<string, string>> = {}) => {
    await file.handle.close();
    return { status, headers: [...shared, ...headerLines(more)], body: null };
  };
  if (outcome !== "send") return only(outcome);
  const isPart = method === "GET" && isRangeWanted(headers, file);
  const range = isPart ? readRange(headers.get("range"), size) : undefined;
  if (range === "none") return only(416, { "content-range": `bytes */${size}` });
  const span = range ?? { start: 0, length: size };
  const last = span.start + span.length - 1;
  const sized = headerLines({
    "content-length": String(span.length),
    ...(range && { "content-range": `bytes ${span.start}-${last}/${size}` }),
  });
  const head = { status: range ? 206 : 200, headers: [...shared, ...content, ...sized] };
  if (method !== "HEAD") return { ...head, body: await fileBody(file, span) };
  await file.handle.close();
  return { ...head, body: null };
}

export function headerLines(headers: Readonly<Record<string, string>>): HttpHeaderLine[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
