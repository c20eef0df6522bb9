import { isOver, printOf, type Row } from "../report.js";
import { drawChart } from "./chart.js";

const KB = 1000;

/** Modules against the limits that we set ourselves. */
export function drawSizes(rows: readonly Row[]): string {
  const sizes = rows.filter(({ group }) => group === "size");
  const scale = Math.max(20 * KB, ...sizes.map(({ value }) => value));
  const over = sizes.filter(isOver).map((row) => `${row.name}: ${printOf(row)}`);
  const verdict = over.length === 0 ? "None is over its limit" : `Over: ${over.join("; ")}`;
  return drawChart({
    title: "Bytes of modules",
    description: `A bar for each module; the upright line is its limit. Shorter is better. ${verdict}.`,
    groups: [
      {
        bars: sizes.map((row) => ({
          label: row.name,
          at: row.value / scale,
          text: printOf(row),
          over: isOver(row),
          ...(row.limit === undefined ? {} : { limitAt: row.limit / scale }),
        })),
      },
    ],
    ticks: Array.from({ length: Math.floor(scale / (5 * KB)) + 1 }, (_, step) => ({
      at: (step * 5 * KB) / scale,
      label: `${step * 5} KB`,
    })),
  });
}
