import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Writes a file, or changes it where the block is a diff. Says what hinders it, or "". */
export function writeBlock(file: string, language: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true });
  if (language !== "diff") {
    writeFileSync(file, text);
    return "";
  }
  const side = (sign: string) =>
    text.replace(/^(.)(.*\n)/gm, (_, of, line) => (of === sign || of === " " ? line : ""));
  const parts = readFileSync(file, "utf8").split(side("-"));
  if (parts.length !== 2) return `the file has ${parts.length - 1} places that this could change`;
  writeFileSync(file, parts.join(side("+")));
  return "";
}
