/** A fenced block. Its info line after the language says what is done with it. */
export interface Block {
  /** 1-based line of the opening fence. */
  line: number;
  /**
   * `file=<path>` is written, or changed where the language is diff. `run` is executed; `fails` too, which
   * must end with an error. `output` is what the last one printed, with its findings if it failed.
   */
  mark: string;
  language: string;
  text: string;
}

/** The marked blocks of a page. */
export function readBlocks(page: string): Block[] {
  const fence = /^```(\w+)[ \t]+(file=\S+|run|fails|output)[ \t]*\n([\s\S]*?)^```$/gm;
  return [...page.matchAll(fence)].map((match) => ({
    line: page.slice(0, match.index).split("\n").length,
    language: match[1] ?? "",
    mark: match[2] ?? "",
    text: match[3] ?? "",
  }));
}
