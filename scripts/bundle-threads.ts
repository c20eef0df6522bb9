import { join } from "node:path";
import { buildSync } from "esbuild";
import { root } from "../test/support/sources.js";

/*
 * Makes one file of each thread of the host, over what tsc compiled: a thread that reads two hundred
 * small files takes five times as long to start.
 */
const threads = ["entry", "inspector-entry"];

buildSync({
  entryPoints: threads.map((name) => join(root, `host/worker/${name}.ts`)),
  outdir: join(root, "host/dist/worker"),
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  legalComments: "eof",
  logLevel: "warning",
  // CommonJS packages ask for Node's own modules.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module";\nconst require = requireFrom(import.meta.url);',
  },
});
