import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { printAssembly } from "./wire/print-assembly.js";
import { printDocs } from "./wire/print-docs.js";
import { printEngine } from "./wire/print-engine.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = [...printAssembly(), ...printEngine(), ...printDocs()];
const stale = files.filter((file) => read(root + file.path) !== file.toString());

if (process.argv.includes("--check")) {
  for (const file of stale) console.error(`Stale: ${file.path}`);
  if (stale.length > 0) {
    console.error("Cannot accept generated files: contract/ changed. Hint: run npm run generate");
    process.exitCode = 1;
  }
} else {
  for (const file of stale) {
    mkdirSync(dirname(root + file.path), { recursive: true });
    writeFileSync(root + file.path, file.toString());
    console.log(`Wrote ${file.path}`);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
