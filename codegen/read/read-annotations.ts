import type { Report } from "../report.js";
import type { Annotations, MethodTags } from "./annotations.js";
import type { SourceFacts, TagFacts } from "./facts.js";
import { meantTag } from "./meant-tag.js";
import { readMethodTags } from "./read-method-tags.js";
import { readSkillTags, skillWords } from "./read-skill-tags.js";

const methodWords = ["method", "param", "result", "internal", "callback", "hint"] as const;
/** Those that may stand above a function several times. */
const repeated: readonly string[] = ["param", "hint"];
/** What may follow `@skill:`. */
export const tagWords: readonly string[] = [...skillWords, ...methodWords];

/**
 * Makes sense of the tags of all sources. Null when there is no known tag at all. The methods beside
 * the skill tags come first.
 */
export function readAnnotations(
  sources: readonly SourceFacts[],
  report: Report,
): Annotations | null {
  const known = sources.flatMap((source) =>
    source.tags.filter((tag) => isKnown(tag, report)).map((tag) => ({ source, tag })),
  );
  const first = known.at(0);
  if (first === undefined) return null;
  const skillTags = known.filter(({ tag }) => isSkillTag(tag)).map(({ tag }) => tag);
  const skill = readSkillTags(skillTags, { first: first.tag, report });
  const isMain = (source: SourceFacts) => source.path === skill.path;
  const ordered = [...sources.filter(isMain), ...sources.filter((source) => !isMain(source))];
  return { skill, methods: ordered.flatMap((source) => readMethods(source, report)) };
}

function isKnown(tag: TagFacts, report: Report): boolean {
  if (tagWords.includes(tag.word)) return true;
  const meant = meantTag(tag.word, tagWords);
  const hint = meant === "" ? "" : `Did you mean "@skill:${meant}"?`;
  report.add("SK102", tag, { tag: tag.word, known: tagWords.join(", "), hint });
  return false;
}

/** A misspelt tag counts as what was meant, so that its mistake is the only finding. */
function mend(tag: TagFacts, all: readonly TagFacts[]): TagFacts {
  if (tagWords.includes(tag.word) || tag.owner < 0) return tag;
  const meant = methodWords.find((word) => word === meantTag(tag.word, tagWords));
  const isTaken = all.some(({ word, owner }) => word === meant && owner === tag.owner);
  return meant === undefined || (isTaken && !repeated.includes(meant))
    ? tag
    : { ...tag, word: meant };
}

function isSkillTag(tag: TagFacts): boolean {
  return skillWords.some((word) => word === tag.word);
}

function readMethods(source: SourceFacts, report: Report): MethodTags[] {
  const tags = source.tags
    .map((tag) => mend(tag, source.tags))
    .filter((tag) => methodWords.some((word) => word === tag.word));
  reportLost(tags, report);
  const owned = groupByOwner(tags);
  return source.functions.flatMap(({ name }, owner) => {
    const own = owned.get(owner) ?? [];
    const [first] = own;
    if (first === undefined) return [];
    const method = readMethodTags(own, { owner, report });
    if (method === null) {
      report.add("SK121", first, { tag: first.word, where: `${name}()` });
    }
    return method === null ? [] : [method];
  });
}

function groupByOwner(tags: readonly TagFacts[]): Map<number, TagFacts[]> {
  const groups = new Map<number, TagFacts[]>();
  for (const tag of tags) {
    const group = groups.get(tag.owner) ?? [];
    group.push(tag);
    groups.set(tag.owner, group);
  }
  return groups;
}

/** Tags that stand above no function: one finding for each run of them. */
function reportLost(tags: readonly TagFacts[], report: Report): void {
  let lost = false;
  for (const tag of tags) {
    if (tag.owner < 0 && (!lost || tag.word === "method")) {
      report.add("SK122", tag, { tag: tag.word });
    }
    lost = tag.owner < 0;
  }
}
