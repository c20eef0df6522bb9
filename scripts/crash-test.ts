import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crashRepeatedly } from "../host/test/durability/crash-repeatedly.js";
import { finishOwed } from "../host/test/durability/finish-owed.js";

/*
 * Kills a working host so many times and looks at what is left of its work:
 *
 *   npm run build && npx tsx scripts/crash-test.ts [rounds = 500] [seed = by the clock]
 */
const [rounds = 500, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const path = mkdtempSync(join(tmpdir(), "crash-"));
console.log(`${rounds} rounds, seed ${seed}`);
const startMs = Date.now();
const { acknowledged, faults } = await crashRepeatedly({
  path,
  rounds,
  seed,
  mostMs: 80,
  survives: "process",
});
for (const fault of faults) console.log(fault);
const { works, heard, ticks, batches, left } = await finishOwed(path);
const seconds = Math.round((Date.now() - startMs) / 1000);
console.log(`${works} works (${acknowledged} acknowledged), ${heard} calls heard, ${ticks} ticks`);
console.log(`${batches} batches; ${left} still owed; ${faults.length} faults in ${seconds} s`);
rmSync(path, { recursive: true });
process.exitCode = faults.length + left > 0 ? 1 : 0;
