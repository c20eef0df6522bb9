import { fileURLToPath } from "node:url";
import { staleFiles, writeFile } from "./wire/stale.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const stale = staleFiles(root);

if (process.argv.includes("--check")) {
  for (const file of stale) console.error(`${file.path} isn't what contract/ says`);
  if (stale.length > 0) {
    console.error("Cannot accept the generated files: some are stale. Hint: run npm run generate");
    process.exitCode = 1;
  }
} else {
  for (const file of stale) {
    writeFile(root, file);
    console.log(`Wrote ${file.path}`);
  }
}
