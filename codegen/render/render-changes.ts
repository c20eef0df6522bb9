import type { Change } from "../compare/compare-skills.js";
import { harmless, type Style } from "./style.js";

const groups = [
  { effect: "break", title: "Breaks callers", colour: "red" },
  { effect: "more", title: "Asks for more", colour: "yellow" },
  { effect: "note", title: "Other changes", colour: "green" },
] as const;

/** Changes by what they do, the worst first. */
export function renderChanges(changes: readonly Change[], style: Style): string {
  if (changes.length === 0) return "No changes for callers\n";
  const blocks = groups.flatMap(({ effect, title, colour }) => {
    const own = changes.filter((change) => change.effect === effect);
    if (own.length === 0) return [];
    const lines = own.map(({ text }) => `  ${harmless(text)}\n`);
    return [`${style.bold(style[colour](title))}\n${lines.join("")}`];
  });
  return blocks.join("\n");
}
