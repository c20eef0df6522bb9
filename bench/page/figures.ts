import { printValue, type Row, rowName } from "../report.js";

/** The rows that who writes a skill asks for, in their words. */
const figures: readonly { readonly what: string; readonly row: string }[] = [
  {
    what: "a call that does nothing, through the engine",
    row: "engine, invoke without arguments",
  },
  {
    what: "one host call that is answered in the skill's own thread (files, clock, log)",
    row: "engine, host-call round trip",
  },
  {
    what: "the way of any other host call to the main thread",
    row: "host bridge, a host call to the main thread",
  },
  { what: "a text of 1 MiB in and out", row: "raw call, echo 1 MiB ASCII" },
  { what: "the same size with two bytes for a letter", row: "raw call, echo 590 KB Cyrillic" },
  { what: "a file of 1 MiB into the skill", row: "host fs, fs_read of 1 MiB in a skill" },
  {
    what: "a search for a literal text in 50 MB",
    row: "host fs, fs_grep of 50 MB: refused by peer",
  },
  {
    what: "the first call, which starts a thread",
    row: "host start, of a skill, to its first answer",
  },
  { what: "memory of a skill in use", row: "host memory, a started skill" },
  {
    what: "memory of 200 skills that nobody calls",
    row: "host memory, 200 declared, unused skills",
  },
  { what: "a small module", row: "size, hello world, incremental" },
];

/** The table of the guide about performance. Throws an Error if a row hasn't been measured. */
export function printFigures(rows: readonly Row[]): string {
  const lines = figures.map(({ what, row }) => {
    const found = rows.find((each) => rowName(each) === row);
    if (found === undefined) {
      throw new Error(
        `Cannot make the table of figures: no row is named "${row}". Hint: measure it`,
      );
    }
    return `| ${what} | ${printValue(found.value, found)} | ${row} |`;
  });
  return ["| what | figure | row of the benchmarks |", "|---|---|---|", ...lines].join("\n");
}
