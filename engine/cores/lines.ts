const LF = 0x0a;
const CR = 0x0d;

/**
 * The lines of a text without their ends (`\n` or `\r\n`), as views. A text that ends with a line
 * end has no empty line behind it.
 */
export function* linesOf(text: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf(LF, start);
    const end = found < 0 ? text.length : found;
    const cut = found > start && text[end - 1] === CR ? end - 1 : end;
    yield text.subarray(start, cut);
    start = end + 1;
  }
}

export interface LineWindow {
  lines: string[];
  total_lines: number;
  offset: number;
  is_truncated: boolean;
}

/** The lines from `offset` (0-based) on, at most `limit` (0 = all). Invalid UTF-8 becomes U+FFFD. */
export function windowOfLines(
  text: Uint8Array,
  { offset, limit }: { offset: number; limit: number },
): LineWindow {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const end = limit > 0 ? offset + limit : Number.POSITIVE_INFINITY;
  const lines: string[] = [];
  let total = 0;
  for (const line of linesOf(text)) {
    if (total >= offset && total < end) lines.push(decoder.decode(line));
    total++;
  }
  return { lines, total_lines: total, offset, is_truncated: total > end };
}
