import type { Conversation, Item } from "./conversation.js";
import { element, part, setText } from "./element.js";
import { showRichText } from "./rich-text.js";
import { ToolCard } from "./tool-card.js";

interface View {
  readonly node: HTMLElement;
  update(item: Item): void;
}

/** How far from its end a reader may be to be taken along. */
const NEAR_PX = 60;

/** Shows one conversation. */
export class Transcript {
  private readonly box = part("transcript", HTMLElement);
  private readonly list = part("items", HTMLOListElement);
  private readonly welcome = part("welcome", HTMLDivElement);
  private views = new Map<Item, View>();
  private shown: Conversation | undefined;
  private isDrawing = false;

  /** Shows it from now on; its end, if it is another one than before. */
  show(conversation: Conversation): void {
    const isOther = this.shown !== conversation;
    this.shown = conversation;
    if (isOther) this.draw("end");
    else this.drawSoon();
  }

  /** As often as the screen is drawn, at most. */
  private drawSoon(): void {
    if (this.isDrawing) return;
    this.isDrawing = true;
    requestAnimationFrame(() => this.draw());
  }

  private draw(scroll: "end" | "follow" = "follow"): void {
    this.isDrawing = false;
    const { box, list, shown } = this;
    const left = box.scrollHeight - box.scrollTop - box.clientHeight;
    const items = shown?.items ?? [];
    this.welcome.hidden = items.length > 0;
    const views = new Map(items.map((item) => [item, this.views.get(item) ?? viewOf(item)]));
    this.views = views;
    const nodes = [...views.values()].map(({ node }) => node);
    for (const [item, view] of views) view.update(item);
    for (const child of [...list.children]) {
      if (!nodes.includes(child as HTMLElement)) child.remove();
    }
    nodes.forEach((node, at) => {
      if (list.children[at] !== node) list.insertBefore(node, list.children[at] ?? null);
    });
    const said = items.at(-1)?.kind === "user" || items.at(-2)?.kind === "user";
    if (scroll === "end" || said || left < NEAR_PX) box.scrollTop = box.scrollHeight;
  }
}

function viewOf(item: Item): View {
  if (item.kind === "tool") {
    const card = new ToolCard(item);
    return { node: card.node, update: (next) => next.kind === "tool" && card.update(next) };
  }
  if (item.kind === "waiting") {
    const spinner = element("span", { class: "spinner", attributes: { "aria-hidden": "true" } });
    return {
      node: element("li", { class: "item item-waiting" }, spinner, "Thinking"),
      update() {},
    };
  }
  const text = element("div", { class: "text" });
  const node = element("li", { class: `item item-${item.kind}` }, ...speaker(item), text);
  if (item.kind === "note") node.dataset.tone = item.tone;
  let shown = "";
  return {
    node,
    update: (next) => {
      if (next.kind === "user" || next.kind === "note") setText(text, next.text);
      if (next.kind !== "text") return;
      node.dataset.streaming = String(next.streaming);
      if (shown !== next.text) showRichText(text, next.text);
      shown = next.text;
    },
  };
}

/** Who speaks, for those who don't see the shape of it. */
function speaker({ kind }: Item): HTMLElement[] {
  if (kind === "note") return [];
  const name = kind === "user" ? "You:" : "Agent:";
  return [element("span", { class: "visually-hidden" }, name)];
}
