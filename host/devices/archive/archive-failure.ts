import { HostError } from "@luminarys/sdk-as/engine";

export type ArchiveKind = "tar file" | "zip file";

/**
 * What a library says of an archive's bytes, as the answer of a host call. Libraries throw plain Errors
 * about bytes, zlib those with a code; all others are passed on as they are.
 */
export function archiveFailure(error: unknown, format: ArchiveKind): unknown {
  const isZlib = error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
  const isPlain = error instanceof Error && Object.getPrototypeOf(error) === Error.prototype;
  if (!isZlib && (!isPlain || "code" in error)) return error;
  const found = isZlib && format === "tar file" ? "gzip" : `a ${format}`;
  return invalidArchive(found, error);
}

export function invalidArchive(wanted: string, cause?: unknown): HostError {
  const valid = wanted.replace(/^a /, "a valid ").replace(/^gzip$/, "valid gzip");
  return new HostError(`Cannot read archive: it isn't ${valid}`, { code: "invalid", cause });
}

/** Passes on what is read, and what a library says of it in our words. */
export async function* readTranslated(
  content: AsyncIterable<Uint8Array>,
  format: ArchiveKind,
): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch (error) {
    throw archiveFailure(error, format);
  }
}
