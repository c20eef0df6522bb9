import type { Span } from "./file-body.js";

/**
 * The part of so many bytes that a Range header asks for; undefined for all of them, as for a header with
 * several parts.
 */
export function readRange(header: string | null, size: number): Span | "none" | undefined {
  const [, first, last] = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  return start < end ? { start, length: end - start } : "none";
}
