/** Text as models write it, as far as the page shows its marks; everything else stays as it is. */
export type Block =
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "text"; readonly spans: readonly Span[] };

export interface Span {
  readonly kind: "plain" | "code" | "strong";
  readonly text: string;
}

const FENCE = /^\s*(`{3,}|~{3,})/;

/** Divides a text at fences of code, of which the last may be open, and finds `code` and **strong**. */
export function readMarkup(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let fence: string | undefined;
  const end = () => {
    const part = lines.join("\n");
    lines = [];
    if (fence !== undefined) blocks.push({ kind: "code", text: part });
    else if (part.trim() !== "") blocks.push({ kind: "text", spans: readSpans(trimLines(part)) });
  };
  for (const line of text.split("\n")) {
    const [, mark] = FENCE.exec(line) ?? [];
    const isMark = mark !== undefined && (fence === undefined || mark.startsWith(fence));
    if (!isMark) lines.push(line);
    else {
      end();
      fence = fence === undefined ? mark : undefined;
    }
  }
  end();
  return blocks;
}

function readSpans(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  const plain = (to: number) => {
    if (to > from) spans.push({ kind: "plain", text: text.slice(from, to) });
  };
  for (const match of text.matchAll(/`([^`\n]+)`|\*\*([^*\n]+)\*\*/g)) {
    const [whole, code, strong = ""] = match;
    plain(match.index);
    spans.push(
      code === undefined ? { kind: "strong", text: strong } : { kind: "code", text: code },
    );
    from = match.index + whole.length;
  }
  plain(text.length);
  return spans;
}

/** Without empty lines at either end: blocks have a distance of their own. */
function trimLines(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
}
