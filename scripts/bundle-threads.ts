import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { root } from "../test/support/sources.js";

/*
 * Makes one file of each thread of the host, over what tsc compiled: a thread that reads two hundred
 * small files takes five times as long to start. A script and no module, for which V8 would keep no code.
 */
const threads = ["entry", "inspector-entry"];
const outdir = join(root, "host/dist/worker");

buildSync({
  entryPoints: threads.map((name) => join(root, `host/worker/${name}.ts`)),
  outdir,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  legalComments: "eof",
  logLevel: "warning",
});

for (const name of threads) {
  for (const extension of ["js", "d.ts"])
    rmSync(join(outdir, `${name}.${extension}`), { force: true });
}
