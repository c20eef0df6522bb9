import { element, line, rect, text } from "./svg.js";

/** One line of a chart; positions are shares of the scale's width, 0 to 1. */
export interface Bar {
  readonly label: string;
  readonly at: number;
  /** Where a span of points begins, if it is one. */
  readonly from?: number;
  /** What stands beside the bar: its value in words. */
  readonly text: string;
  /** Where its own limit is. */
  readonly limitAt?: number;
  readonly over?: boolean;
}

export interface BarGroup {
  readonly title?: string;
  readonly bars: readonly Bar[];
}

export interface Chart {
  readonly title: string;
  /** For who can't see it: what it shows, in sentences. */
  readonly description: string;
  readonly groups: readonly BarGroup[];
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  /** Points instead of bars, for a scale that doesn't begin at zero. */
  readonly shape?: "bar" | "point";
}

const width = 860;
const left = 340;
const right = 650;
const top = 34;
const lineHeight = 22;

/** On a ground of its own, so that it can be read on light and on dark pages alike. */
const style = `
  .ground { fill: #ffffff; stroke: #d1d9e0 }
  text { fill: #1f2328; font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif }
  .group { font-weight: 600 }
  .tick { fill: #59636e; font-size: 12px }
  .rule { stroke: #d1d9e0 }
  .within { fill: #0969da }
  .over { fill: #bc4c00 }
  .limit { stroke: #1f2328; stroke-width: 2 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; stroke: #3d444d }
    text { fill: #e6edf3 }
    .tick { fill: #9198a1 }
    .rule { stroke: #3d444d }
    .within { fill: #4493f8 }
    .over { fill: #db6d28 }
    .limit { stroke: #e6edf3 }
  }
`;

/** A chart of horizontal bars as an SVG file of its own. */
export function drawChart({ title, description, groups, ticks, shape = "bar" }: Chart): string {
  const lines = groups.reduce((sum, { title, bars }) => sum + bars.length + (title ? 1 : 0), 0);
  const bottom = top + lines * lineHeight + 8;
  const children = [
    text(title, { as: "title", id: "title" }),
    text(description, { as: "desc", id: "desc" }),
    `<style>${style}</style>`,
    rect({
      class: "ground",
      x: 0.5,
      y: 0.5,
      width: width - 1,
      height: bottom + 7,
      rx: 6,
    }),
    ...ticks.flatMap(({ at, label }) => drawTick(label, { at, bottom })),
    ...drawGroups(groups, shape),
  ];
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${bottom + 8}`,
    width,
    height: bottom + 8,
    role: "img",
    "aria-labelledby": "title desc",
  };
  const svg = element("svg", { attributes, children: ["", ...children, ""] });
  return `${svg}\n`;
}

function drawTick(label: string, { at, bottom }: { at: number; bottom: number }): string[] {
  const x = position(at);
  return [
    text(label, { class: "tick", x, y: 20, "text-anchor": "middle" }),
    line({ class: "rule", x1: x, x2: x, y1: 28, y2: bottom }),
  ];
}

function drawGroups(groups: readonly BarGroup[], shape: "bar" | "point"): string[] {
  const drawn: string[] = [];
  let y = top;
  for (const { title, bars } of groups) {
    if (title) drawn.push(text(title, { class: "group", x: 12, y: y + 15 }));
    if (title) y += lineHeight;
    for (const bar of bars) {
      drawn.push(...drawBar(bar, { y, shape }));
      y += lineHeight;
    }
  }
  return drawn;
}

function drawBar(bar: Bar, { y, shape }: { y: number; shape: "bar" | "point" }): string[] {
  const limit = bar.limitAt === undefined ? undefined : position(bar.limitAt);
  return [
    text(bar.label, { x: left - 10, y: y + 15, "text-anchor": "end" }),
    shape === "bar" ? drawLength(bar, y) : drawPoint(bar, y),
    ...(limit === undefined
      ? []
      : [line({ class: "limit", x1: limit, x2: limit, y1: y + 1, y2: y + 21 })]),
    text(bar.over ? `${bar.text}, over` : bar.text, { x: right + 12, y: y + 15 }),
  ];
}

function drawLength({ at, over }: Bar, y: number): string {
  const length = round(position(at) - left);
  return rect({ class: kindOf(over), x: left, y: y + 4, width: length, height: 14 });
}

/** A span of points is a rod with round ends. */
function drawPoint({ at, from = at, over }: Bar, y: number): string {
  const x = round(position(from) - 5);
  const length = round(position(at) + 5 - x);
  return rect({ class: kindOf(over), x, y: y + 6, width: length, height: 10, rx: 5 });
}

function kindOf(over = false): string {
  return over ? "over" : "within";
}

/** Bars that are longer than the scale end with it; their text says how long they are. */
function position(at: number): number {
  return round(left + Math.min(Math.max(at, 0), 1) * (right - left));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
