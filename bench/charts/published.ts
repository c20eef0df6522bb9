import { printOf, type Row } from "../report.js";
import { drawChart } from "./chart.js";

interface Size {
  readonly label: string;
  readonly bytes: number;
  /** Where it is a span. */
  readonly least?: number;
  readonly says: string;
}

/** What others write about the size of their modules; the page names where. */
const published: readonly Size[] = [
  {
    label: "Javy, linked dynamically, engine apart",
    least: 1000,
    bytes: 16_000,
    says: "1 to 16 KB",
  },
  { label: "Javy, linked statically, with QuickJS", bytes: 869_000, says: "at least 869 KB" },
  { label: "ComponentizeJS, with SpiderMonkey", bytes: 8_000_000, says: "around 8 MB" },
];

/** Powers of ten: 1 KB to 10 MB. */
const [lowest, highest] = [3, 7];
const ticks = ["1 KB", "10 KB", "100 KB", "1 MB", "10 MB"];

/** Our hello world beside published sizes, on a scale on which each step is ten times the last. */
export function drawPublished(rows: readonly Row[]): string {
  const ours = rows
    .filter(({ group, name }) => group === "size" && name === "hello world, incremental")
    .map(({ limit, ...row }) => ({
      label: "our hello world, incremental",
      bytes: row.value,
      says: printOf(row),
    }));
  const all: Size[] = [...ours, ...published];
  const values = all.map(({ label, says }) => `${label}: ${says}`).join("; ");
  return drawChart({
    title: "The smallest modules, ours and as others publish theirs",
    description: `Points on a scale on which each step is ten times the last. ${values}.`,
    shape: "point",
    groups: [
      {
        bars: all.map(({ label, bytes, least = bytes, says }) => ({
          label,
          from: position(least),
          at: position(bytes),
          text: says,
        })),
      },
    ],
    ticks: ticks.map((label, step) => ({ at: step / (highest - lowest), label })),
  });
}

function position(bytes: number): number {
  return (Math.log10(bytes) - lowest) / (highest - lowest);
}
