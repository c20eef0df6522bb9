import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../test/support/sources.js";
import { drawTerminal, type Picture } from "./pictures/draw-terminal.js";
import { showDemo, showDiagnostic, showFailingTest, showTrace } from "./pictures/scenes.js";
import { makeWarehouse } from "./pictures/warehouse.js";

/** What differs from run to run, or from one compiler to the next, is shown as dots. */
function settle({ output, ...picture }: Picture, work: string): Picture {
  const settled = output
    .replaceAll(work, "~")
    .replace(/\d+(\.\d+)? ms\b/g, "... ms")
    .replace(/\d+,\d{3} bytes\b/g, "... bytes");
  return { ...picture, output: settled };
}

/** Writes each picture, or compares it; names those that differ. */
async function drawAll(isCheck: boolean): Promise<string[]> {
  const work = realpathSync(mkdtempSync(join(tmpdir(), "pictures-")));
  try {
    const warehouse = await makeWarehouse(work);
    const stale: string[] = [];
    const draw = (name: string, picture: Picture) => {
      const file = join(root, "docs/pictures", `${name}.svg`);
      const drawn = drawTerminal(settle(picture, work));
      if (isCheck && readFileSync(file, "utf8") !== drawn) stale.push(`docs/pictures/${name}.svg`);
      if (!isCheck) writeFileSync(file, drawn);
    };
    draw("diagnostic", await showDiagnostic(warehouse));
    draw("trace", await showTrace(warehouse));
    draw("failing-test", await showFailingTest(warehouse));
    draw("demo", await showDemo());
    return stale;
  } finally {
    rmSync(work, { recursive: true });
  }
}

const stale = await drawAll(process.argv.includes("--check"));
for (const path of stale) console.error(`${path} is out of date. Hint: npm run pictures`);
process.exitCode = stale.length === 0 ? 0 : 1;
