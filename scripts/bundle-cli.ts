import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { root } from "../test/support/sources.js";

/*
 * Makes a few files of skill-host, over what tsc compiled: reading four hundred small ones takes longer
 * than most commands. What the package depends on stays outside, but for the engine: its own
 * dependencies aren't the host's.
 */
const dist = join(root, "host/dist");
const { dependencies } = JSON.parse(readFileSync(join(root, "host/package.json"), "utf8"));

buildSync({
  entryPoints: ["main", "tools"].map((name) => join(dist, `faces/cli/${name}.js`)),
  outdir: join(dist, "cli"),
  bundle: true,
  splitting: true,
  chunkNames: "parts/[name]-[hash]",
  external: Object.keys(dependencies).filter((name) => name !== "@luminarys/sdk-as"),
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

// Nothing else reads what the bundle is made of.
rmSync(join(dist, "faces/cli"), { recursive: true });
