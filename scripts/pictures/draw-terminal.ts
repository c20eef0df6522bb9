import { readAnsi, type Span } from "./read-ansi.js";
import { wrapLine } from "./wrap-line.js";

export interface Picture {
  readonly title: string;
  /** For who can't see it. */
  readonly description: string;
  /** With colours as a terminal gets them. */
  readonly output: string;
}

const columns = 100;
const characterWidth = 8.43;
const lineHeight = 19;
const margin = 18;
const top = 42;

/** A dark window on any page; colours are told apart from its ground by at least 4.5 to 1. */
const style = `
  .window { fill: #161b22; stroke: #3d444d }
  .bar { fill: #768390 }
  text { fill: #d1d7e0; white-space: pre;
    font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace }
  .bold { font-weight: 700 }
  .dim { fill: #9198a1 }
  .fg0, .fg8 { fill: #9198a1 }
  .fg1, .fg9 { fill: #ff8e86 }
  .fg2, .fg10 { fill: #57d364 }
  .fg3, .fg11 { fill: #e3b341 }
  .fg4, .fg12 { fill: #79b8ff }
  .fg5, .fg13 { fill: #d2a8ff }
  .fg6, .fg14 { fill: #6cd7e0 }
  .fg7, .fg15 { fill: #f0f6fc }
  .on1 { fill: #8e1519 }
  .on2 { fill: #1a6e2b }
  .on3 { fill: #6b4d00 }
  .on4 { fill: #1158c7 }
  .on5 { fill: #6639a6 }
  .on6 { fill: #0f5c66 }
  .on7 { fill: #57606a }
`;

/** A terminal's window as an SVG file whose text can be selected. */
export function drawTerminal({ title, description, output }: Picture): string {
  const lines = readAnsi(output.trimEnd()).flatMap((line) => wrapLine(line, columns));
  const width = Math.ceil(columns * characterWidth + 2 * margin);
  const height = top + lines.length * lineHeight + 8;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">`,
    "<!-- Made by scripts/pictures.ts: npm run pictures -->",
    `<title id="title">${printText(title)}</title>`,
    `<desc id="desc">${printText(description)}</desc>`,
    `<style>${style}</style>`,
    `<rect class="window" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...[0, 1, 2].map((i) => `<circle class="bar" cx="${margin + 6 + i * 18}" cy="17" r="5"/>`),
    ...lines.flatMap((spans, i) => drawLine(spans, top + i * lineHeight)),
    "</svg>",
  ].join("\n")}\n`;
}

function drawLine(spans: readonly Span[], y: number): string[] {
  if (spans.length === 0) return [];
  let column = 0;
  const grounds: string[] = [];
  const texts = spans.map(({ text, classes }) => {
    const ground = classes.find((name) => name.startsWith("bg"));
    if (ground !== undefined) grounds.push(drawGround(ground.slice(2), { column, text, y }));
    column += text.length;
    const others = classes.filter((name) => name !== ground);
    // Dark letters on a coloured ground are meant for the terminal's own colours.
    const shown = ground === undefined ? others : ["bold", "fg7"];
    return shown.length === 0
      ? printText(text)
      : `<tspan class="${shown.join(" ")}">${printText(text)}</tspan>`;
  });
  return [...grounds, `<text x="${margin}" y="${y}" xml:space="preserve">${texts.join("")}</text>`];
}

function drawGround(colour: string, at: { column: number; text: string; y: number }): string {
  const x = (margin + at.column * characterWidth).toFixed(1);
  const width = (at.text.length * characterWidth).toFixed(1);
  return `<rect class="on${colour}" x="${x}" y="${at.y - 14}" width="${width}" height="${lineHeight}"/>`;
}

function printText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
