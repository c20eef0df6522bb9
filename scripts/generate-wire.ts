import { fileURLToPath } from "node:url";
import { printGuestTypes } from "./guest-types/print-guest-types.js";
import { staleAmong, staleFiles, writeFile } from "./wire/stale.js";

const root = fileURLToPath(new URL("..", import.meta.url));

if (process.argv.includes("--check")) {
  const fromContract = staleFiles(root);
  for (const file of fromContract) console.error(`${file.path} isn't what contract/ says`);
  const types = staleAmong(printGuestTypes(root), root);
  for (const file of types) console.error(`${file.path} isn't what assembly/ says`);
  if (fromContract.length + types.length > 0) {
    console.error("Cannot accept the generated files: some are stale. Hint: run npm run generate");
    process.exitCode = 1;
  }
} else {
  // The types are those of the files that the contract makes.
  for (const find of [staleFiles, () => staleAmong(printGuestTypes(root), root)]) {
    for (const file of find(root)) {
      writeFile(root, file);
      console.log(`Wrote ${file.path}`);
    }
  }
}
