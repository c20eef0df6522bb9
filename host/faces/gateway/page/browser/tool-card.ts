import type { ToolItem } from "./conversation.js";
import { element, setText } from "./element.js";
import { printBrief, printDuration, printValue } from "./print-facts.js";

/** A call of a tool, which opens to show its input and output. */
export class ToolCard {
  readonly node: HTMLElement;
  private readonly details: HTMLDetailsElement;
  private readonly sign = element("span", { class: "tool-sign", attributes: hidden });
  private readonly state = element("span", { class: "tool-state" });
  private readonly output = element("pre", { attributes: { tabindex: "0" } });
  private readonly outputPart = element("div", {}, element("dt", {}, "Output"), wrap(this.output));
  private shown: ToolItem["state"] | undefined;

  constructor({ tool, input }: ToolItem) {
    const pre = element("pre", { attributes: { tabindex: "0" } }, printValue(input));
    const summary = element(
      "summary",
      {},
      this.sign,
      element("span", { class: "tool-name" }, tool),
      element("span", { class: "tool-brief" }, printBrief(input)),
      this.state,
      element("span", { class: "tool-more", attributes: hidden }),
    );
    const inputPart = element("div", {}, element("dt", {}, "Input"), wrap(pre));
    const facts = element("dl", { class: "tool-facts" }, inputPart, this.outputPart);
    this.details = element("details", { class: "tool" }, summary, facts);
    this.node = element("li", { class: "item" }, this.details);
  }

  update({ state, output, durationMs }: ToolItem): void {
    if (state === this.shown) return;
    this.shown = state;
    this.details.dataset.state = state;
    const took = durationMs === undefined ? "" : printDuration(durationMs);
    if (state === "running") this.sign.replaceChildren(element("span", { class: "spinner" }));
    else setText(this.sign, signs[state]);
    setText(this.state, [words[state], took].filter((each) => each !== "").join(" · "));
    this.outputPart.hidden = output === undefined;
    setText(this.output, printValue(output));
  }
}

const hidden = { "aria-hidden": "true" };
const signs = { done: "✓", error: "✕", stopped: "–" };
const words = { running: "running", done: "", error: "failed", stopped: "stopped" };

function wrap(child: Node): HTMLElement {
  return element("dd", {}, child);
}
