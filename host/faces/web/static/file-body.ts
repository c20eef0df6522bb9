import type { OpenFile } from "./open-file.js";

const CHUNK_BYTES = 64 * 1024;

/** Bytes of a file from `start` on. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

/** A part of a file, read as its reader takes it; closes the file at the end. */
export async function fileBody(
  { handle }: OpenFile,
  { start, length }: Span,
): Promise<Uint8Array | ReadableStream<Uint8Array>> {
  let offset = start;
  const end = start + length;
  const next = async () => {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, end - offset));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, offset);
    offset += bytesRead;
    if (bytesRead > 0 || chunk.length === 0) return chunk.subarray(0, bytesRead);
    throw new Error("Cannot send the file: it has become shorter");
  };
  if (length <= CHUNK_BYTES) return readWhole(next, { length, close: () => handle.close() });
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          controller.enqueue(await next());
        } catch (error) {
          await handle.close();
          throw error;
        }
        if (offset < end) return;
        await handle.close();
        controller.close();
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 0 },
  );
}

async function readWhole(
  next: () => Promise<Uint8Array>,
  { length, close }: { length: number; close: () => Promise<void> },
): Promise<Uint8Array> {
  try {
    const chunks: Uint8Array[] = [];
    for (let count = 0; count < length; ) {
      const chunk = await next();
      chunks.push(chunk);
      count += chunk.length;
    }
    return Buffer.concat(chunks);
  } finally {
    await close();
  }
}
