/** In characters: what a model reads at once with care. */
const MAX_PART = 8_000;

/** Parts of at most 8,000 characters, cut at line ends where there are any. */
export function splitText(content: string): string[] {
  const parts: string[] = [];
  let start = 0;
  while (content.length - start > MAX_PART) {
    const newline = content.lastIndexOf("\n", start + MAX_PART - 1);
    const end = newline > start ? newline + 1 : start + wholeLength(content, start);
    parts.push(content.substring(start, end));
    start = end;
  }
  parts.push(content.substring(start));
  return parts;
}

/** Characters beyond the first 65,536 are pairs, which aren't to be parted. */
function wholeLength(content: string, start: i32): i32 {
  const last = content.charCodeAt(start + MAX_PART - 1);
  return last >= 0xd800 && last < 0xdc00 ? MAX_PART - 1 : MAX_PART;
}
