import { parseArgs } from "node:util";
import { printTable } from "./report.js";
import { dateRows, mergeRows, readReport, writeReport } from "./results.js";

const LATEST = "latest";

const { values } = parseArgs({
  options: {
    /** Runs only what holds this text, such as "echo" or "size". */
    filter: { type: "string", default: "" },
    /** Prints the report as JSON instead of a table. */
    json: { type: "boolean", default: false },
    /** Name of the file in bench/results. The page is made of "latest", the only one in the repository. */
    name: { type: "string", default: LATEST },
    /** Measures nothing: makes the page of what bench/results/latest.json has. */
    page: { type: "boolean", default: false },
    /** With `--page`: writes nothing, and exits with 1 if the page isn't what the JSON says. */
    check: { type: "boolean", default: false },
  },
});

if (!values.page) await measure();
if (values.page || values.name === LATEST) await makePage();

async function measure(): Promise<void> {
  const { measureAll } = await import("./measure.js");
  const measured = dateRows(await measureAll((name) => name.includes(values.filter)));
  const older = values.filter === "" ? [] : readReport(values.name).rows;
  writeReport(values.name, { rows: mergeRows(older, measured) });
  console.log(values.json ? JSON.stringify({ rows: measured }, null, 2) : printTable(measured));
}

async function makePage(): Promise<void> {
  const { checkPage, writePage } = await import("./page/files.js");
  const report = readReport(LATEST);
  if (!values.check) writePage(report);
  else if (!checkPage(report)) process.exitCode = 1;
}
