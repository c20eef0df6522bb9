import type { Maybe } from "@luminarys/sdk-as/engine";
import { RefusedRequest } from "./refused-request.js";

const NONE = new Uint8Array(0);

/** The body of a request. Throws or rejects with a RefusedRequest when it is too large, before all of it is read. */
export function readBytes(request: Request, { maxBytes }: { maxBytes: number }): Maybe<Uint8Array> {
  const { method } = request;
  return method === "GET" || method === "HEAD" ? NONE : readBody(request, maxBytes);
}

async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (encoding.toLowerCase() !== "identity") {
    throw new RefusedRequest("The body is compressed, expected it plain", { status: 415 });
  }
  const declared = request.headers.get("content-length");
  if (declared !== null && Number(declared) > maxBytes) throw tooLarge(maxBytes);
  // The server has seen to it that the body is as long as its header says.
  if (declared !== null) return new Uint8Array(await request.arrayBuffer());
  return request.body ? readCounted(request.body, maxBytes) : NONE;
}

async function readCounted(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let count = 0;
  for await (const chunk of body) {
    count += chunk.length;
    if (count > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): RefusedRequest {
  return new RefusedRequest(`The body has more than ${maxBytes} bytes`, { status: 413 });
}
