import { element } from "./element.js";
import { type Block, readMarkup, type Span } from "./read-markup.js";

/** Shows a text with its code and its strong words. */
export function showRichText(target: Element, text: string): void {
  const blocks = readMarkup(text);
  const nodes = blocks.map(blockNode);
  // Blocks that are there stay, so that what is selected in them stays selected while more is said.
  nodes.forEach((node, at) => {
    const there = target.children[at];
    if (!there) target.append(node);
    else if (!there.isEqualNode(node)) there.replaceWith(node);
  });
  while (target.children.length > nodes.length) target.lastElementChild?.remove();
}

function blockNode(block: Block): HTMLElement {
  if (block.kind === "text") return element("p", {}, ...block.spans.map(spanNode));
  return element("pre", { attributes: { tabindex: "0" } }, element("code", {}, block.text));
}

function spanNode({ kind, text }: Span): Node | string {
  return kind === "plain" ? text : element(kind, {}, text);
}
