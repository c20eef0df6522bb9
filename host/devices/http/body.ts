import { pipeline, Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";

/** More than one is rare, more than this is meant to exhaust. */
const MAX_CODINGS = 3;

/** A body that isn't what its content-encoding says. */
export class BodyCodingError extends Error {
  override readonly name = "BodyCodingError";
}

/** How the body of an answer is read. */
export interface BodyPlan {
  /** Of the decoded body; what is beyond isn't read. */
  readonly maxBytes: number;
  /** As `readCodings` gives them. */
  readonly codings: readonly string[];
}

export interface Body {
  readonly body: Uint8Array;
  readonly truncated: boolean;
}

/**
 * The codings in the order in which they were applied; undefined when one of them isn't known, so that
 * the body stays as it is. Throws a BodyCodingError for too many.
 */
export function readCodings(header: string): string[] | undefined {
  const codings = header
    .toLowerCase()
    .split(",")
    .map((each) => each.trim().replace(/^x-gzip$/, "gzip"))
    .filter((each) => each !== "" && each !== "identity");
  if (codings.length > MAX_CODINGS) {
    throw new BodyCodingError(`the body is encoded ${codings.length} times`);
  }
  return codings.every((each) => ["gzip", "deflate", "br"].includes(each)) ? codings : undefined;
}

/** Reads and decodes a stream. When the body is cut, it is destroyed. Rejects with a BodyCodingError. */
export async function readCoded(stream: Readable, plan: BodyPlan): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of await decode(stream, plan.codings)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > plan.maxBytes) break;
  }
  return joinBody(chunks, { size, maxBytes: plan.maxBytes });
}

/** Joins what was read of a body, one byte beyond the limit or more when it goes on. */
export function joinBody(
  chunks: readonly Uint8Array[],
  { size, maxBytes }: { size: number; maxBytes: number },
): Body {
  const joined = chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks, size);
  return { body: joined.subarray(0, maxBytes), truncated: size > maxBytes };
}

type Chunks = AsyncIterable<Uint8Array>;

/** Leaving the result early destroys the stream. */
async function decode(stream: Readable, codings: readonly string[]): Promise<Chunks> {
  const chunks: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  const first = await chunks.next();
  // No decoder takes an empty body.
  if (first.done) return stream;
  let failure: unknown;
  const source = Readable.from(
    (async function* () {
      try {
        yield first.value;
        yield* { [Symbol.asyncIterator]: () => chunks };
      } catch (error) {
        failure = error;
        throw error;
      }
    })(),
  );
  const decoded = codings
    .toReversed()
    .map((coding) => createDecoder(coding, first.value))
    .reduce<Readable>((from, to) => pipeline(from, to, () => {}), source);
  return unlessBroken(decoded, () => failure);
}

/** What fails while the connection is well is the coding. */
async function* unlessBroken(decoded: Readable, failureOf: () => unknown): Chunks {
  try {
    yield* decoded;
  } catch (cause) {
    if (failureOf() !== undefined) throw failureOf();
    throw new BodyCodingError("the body isn't what its content-encoding says", { cause });
  }
}

/** Some servers send deflate without the zlib wrapper that the standard asks for. */
function createDecoder(coding: string, first: Uint8Array): Transform {
  if (coding === "gzip") return createGunzip();
  if (coding === "br") return createBrotliDecompress();
  return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
}
