import { posix } from "node:path";
import type { MarkdownRenderer } from "vitepress";

/** What lies outside docs/ is read in the repository: on the site its links are plain text. */
export function unlinkOutside(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push("unlink-outside", ({ tokens, env }) => {
    const folder = posix.dirname((env as { relativePath: string }).relativePath);
    for (const { children } of tokens) {
      for (const token of children ?? []) {
        const href = token.type === "link_open" ? (token.attrGet("href") ?? "") : "";
        if (!/^\.{1,2}\//.test(href) || !posix.join(folder, href).startsWith("..")) continue;
        token.attrs = [];
      }
    }
  });
}
