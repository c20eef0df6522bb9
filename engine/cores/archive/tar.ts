import type { ArchiveItem } from "./entry.js";
import { joinBytes } from "./join-bytes.js";
import { BLOCK, readTarHeader, splitName, type TarHeader, writeTarHeader } from "./tar-header.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Packs items as ustar; names that don't fit get a pax header. */
export function writeTar(items: readonly ArchiveItem[]): Uint8Array {
  return joinBytes([...items.flatMap(itemBlocks), new Uint8Array(2 * BLOCK)]);
}

function itemBlocks(item: ArchiveItem): Uint8Array[] {
  const { isDir, mode, content } = item;
  const name = isDir ? `${item.name}/` : item.name;
  const modified = Math.floor(item.modifiedMs / 1000);
  const header = { name, type: isDir ? "5" : "0", size: content.length, mode, modified };
  if (splitName(name)) return entryBlocks(header, content);
  const pax = encoder.encode(paxRecord("path", name));
  const paxHeader = { ...header, name: "PaxHeader", type: "x", size: pax.length };
  return [
    ...entryBlocks(paxHeader, pax),
    ...entryBlocks({ ...header, name: isDir ? "PaxEntry/" : "PaxEntry" }, content),
  ];
}

function entryBlocks(header: TarHeader, content: Uint8Array): Uint8Array[] {
  return [writeTarHeader(header), content, new Uint8Array(padding(content.length))];
}

/** The length that begins a pax record counts its own digits. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = encoder.encode(rest).length;
  const length = [1, 2, 3, 4, 5, 6].map((n) => bytes + n).find((n) => n - bytes === `${n}`.length);
  return `${length}${rest}`;
}

/** Files and directories of an archive; links and devices are left out. Throws a SyntaxError. */
export function readTar(bytes: Uint8Array): ArchiveItem[] {
  const items: ArchiveItem[] = [];
  let next: Partial<Pick<TarHeader, "name" | "size">> = {};
  for (let at = 0; at < bytes.length; ) {
    const found = readTarHeader(blockAt(bytes, at, BLOCK));
    if (!found) break;
    const header = { ...found, ...(isExtension(found) ? {} : next) };
    const content = blockAt(bytes, at + BLOCK, header.size);
    at += BLOCK + header.size + padding(header.size);
    if (isExtension(header)) next = { ...next, ...readExtension(header, content) };
    else {
      next = {};
      items.push(...itemOf(header, content));
    }
  }
  return items;
}

function itemOf(header: TarHeader, content: Uint8Array): ArchiveItem[] {
  const { mode, type } = header;
  const isDir = type === "5" || (type === "0" && header.name.endsWith("/"));
  if (!isDir && type !== "0" && type !== "7") return [];
  const name = isDir ? header.name.replace(/\/+$/, "") : header.name;
  const modifiedMs = header.modified * 1000;
  return [{ name, isDir, mode, modifiedMs, content: isDir ? new Uint8Array() : content }];
}

function isExtension({ type }: TarHeader): boolean {
  return type === "x" || type === "g" || type === "L" || type === "K";
}

/** What a pax header (`x`) or GNU's long name (`L`) says of the next entry. */
function readExtension(header: TarHeader, content: Uint8Array): { name?: string; size?: number } {
  const text = decoder.decode(content);
  if (header.type === "L") return { name: text.replace(/\0.*$/s, "") };
  if (header.type !== "x") return {};
  const path = /(?:^|\n)\d+ path=(.*)(?=\n)/.exec(text)?.[1];
  const size = /(?:^|\n)\d+ size=(\d+)(?=\n)/.exec(text)?.[1];
  return { ...(path ? { name: path } : {}), ...(size ? { size: Number(size) } : {}) };
}

function blockAt(bytes: Uint8Array, start: number, length: number): Uint8Array {
  if (start + length <= bytes.length) return bytes.subarray(start, start + length);
  throw new SyntaxError("Cannot read archive: it ends in the middle of an entry");
}

function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}
