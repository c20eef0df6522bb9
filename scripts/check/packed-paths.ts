import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../test/support/sources.js";
import type { Packed } from "./pack.js";

const renew = "npm run build && npx tsx scripts/check-package.ts --write";

/** The committed list of what a package holds. */
function listOf({ name }: Packed): string {
  return `test/package/${name.split("/")[1]}.txt`;
}

/** A path a line; a module and its types share one, and so do parts whose names have what they hold in them. */
function toLines({ files }: Packed): string[] {
  const paths = new Set(files.map(({ path }) => path.replace(/-[0-9A-Z]{8}\.js$/, "-*.js")));
  return [...paths]
    .flatMap((path) => {
      const module = /^(.*)\.(d\.ts|js)$/.exec(path)?.[1];
      if (module === undefined || !paths.has(`${module}.d.ts`) || !paths.has(`${module}.js`)) {
        return [path];
      }
      return path.endsWith(".js") ? [`${module}.{js,d.ts}`] : [];
    })
    .sort();
}

export function writePaths(packed: Packed): void {
  writeFileSync(join(root, listOf(packed)), `${toLines(packed).join("\n")}\n`);
}

/** Says what is packed and isn't in the committed list, and the other way round. */
export function comparePaths(packed: Packed): string[] {
  const found = toLines(packed);
  const wanted = readFileSync(join(root, listOf(packed)), "utf8")
    .trimEnd()
    .split("\n");
  const faults = [
    ...wanted.filter((path) => !found.includes(path)).map((path) => `${path} is missing`),
    ...found.filter((path) => !wanted.includes(path)).map((path) => `${path} is new`),
  ];
  if (faults.length === 0) return [];
  return [...faults, `where that is meant, renew ${listOf(packed)}: ${renew}`];
}
