import { editDistance } from "../nearest.js";
import type { Report } from "../report.js";
import { tagWords } from "./read-annotations.js";

/** A comment's line that begins with two words, as a tag does: `@skil:method`, `skill:method`. */
const line =
  /^[ \t]*(?<marker>\/\/+|\/\*+|\*+)?[ \t]*(?<found>(?<at>@?)(?<name>[a-z]{3,8})(?<gap> ?[:;.-]|[ ])(?<word>[a-z]+))\b/gim;

/** Warns of lines that were meant as tags but don't begin as one: they are only comments. */
export function reportNearTags(texts: ReadonlyMap<string, string>, report: Report): void {
  for (const [path, text] of texts) {
    for (const match of text.matchAll(line)) {
      const parts = match.groups ?? {};
      const { found = "", word = "" } = parts;
      if (!isNearTag(parts)) continue;
      const start = match.index + match[0].length - found.length;
      const meant = `@skill:${word.toLowerCase()}`;
      report.add("SK133", { path, start, end: start + found.length }, { found, meant });
    }
  }
}

/** Without the at sign, prose is near, too: then everything else has to be right. */
function isNearTag(parts: Readonly<Record<string, string>>): boolean {
  const { marker = "", found = "", at = "", name = "", gap = "", word = "" } = parts;
  if (!tagWords.includes(word.toLowerCase()) || found.startsWith("@skill:")) return false;
  if (at === "") return marker !== "" && gap === ":" && /^skills?$/i.test(name);
  return gap === " " ? name === "skill" : isNearSkill(name.toLowerCase());
}

function isNearSkill(name: string): boolean {
  return editDistance(name, "skill") < 2 || [...name].sort().join("") === "iklls";
}
