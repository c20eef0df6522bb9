import { sections } from "../page/sections.js";
import { isOver, printOf, type Row } from "../report.js";
import { drawChart } from "./chart.js";

/** Times its limit; bars that are longer end with the scale. */
const longestScale = 3;

/** Every row with a limit but the sizes, as a share of its limit. */
export function drawLimits(rows: readonly Row[]): string {
  const limited = rows.filter(({ limit, group }) => limit !== undefined && group !== "size");
  const longest = Math.max(1.5, ...limited.map(shareOfLimit));
  const scale = Math.min(longestScale, Math.ceil(longest * 2) / 2);
  const over = limited.filter(isOver).map((row) => `${row.name}: ${printOf(row)}`);
  const verdict = over.length === 0 ? "None is over its limit" : `Over: ${over.join("; ")}`;
  return drawChart({
    title: "What was measured, as a share of its limit",
    description: `${limited.length} bars on one scale, with the limit of each at 100 %. Shorter is better. ${verdict}.`,
    groups: sections
      .map(({ title, groups }) => ({
        title,
        bars: groups
          .flatMap((group) => limited.filter((row) => row.group === group))
          .map((row) => ({
            label: row.name,
            at: shareOfLimit(row) / scale,
            limitAt: 1 / scale,
            text: printOf(row),
            over: isOver(row),
          })),
      }))
      .filter(({ bars }) => bars.length > 0),
    ticks: Array.from({ length: scale * 2 + 1 }, (_, half) => ({
      at: half / 2 / scale,
      label: half === 2 ? "limit" : `${half * 50} %`,
    })),
  });
}

function shareOfLimit({ value, limit = Number.POSITIVE_INFINITY }: Row): number {
  return value / limit;
}
