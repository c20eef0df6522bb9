import { writeFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { type Header, pack } from "tar-stream";
import { ZipFile } from "yazl";

export type TarItem = Partial<Header> & { readonly name: string; readonly content?: string };

/** The bytes of a tar, as they are told: nothing keeps it from being hostile. */
export async function tarOf(items: readonly TarItem[]): Promise<Buffer> {
  const tar = pack();
  for (const { content = "", ...header } of items) tar.entry(header, content);
  tar.finalize();
  const parts: Uint8Array[] = [];
  for await (const part of tar as AsyncIterable<Uint8Array>) parts.push(part);
  return Buffer.concat(parts);
}

export async function writeTarGzOf(path: string, items: readonly TarItem[]): Promise<void> {
  writeFileSync(path, gzipSync(await tarOf(items)));
}

export interface ZipItem {
  readonly name: string;
  readonly content?: string;
  readonly mode?: number;
}

/**
 * A zip whose names are exchanged for others of the same length: the library that makes it refuses
 * hostile ones.
 */
export async function zipOf(items: readonly ZipItem[]): Promise<Buffer> {
  const zip = new ZipFile();
  const harmless = (name: string) => name.replace(/[^a-z]/g, "_");
  for (const { name, content = "", mode = 0o100644 } of items) {
    zip.addBuffer(Buffer.from(content), harmless(name), { mode });
  }
  zip.end();
  const bytes = await buffer(zip.outputStream);
  for (const { name } of items) exchange(bytes, { from: harmless(name), to: name });
  return bytes;
}

function exchange(bytes: Buffer, { from, to }: { from: string; to: string }): void {
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + from.length)) {
    bytes.write(to, at);
  }
}
