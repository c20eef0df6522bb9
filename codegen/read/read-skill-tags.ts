import type { Report } from "../report.js";
import type { RequirementTag, Said, SkillTags } from "./annotations.js";
import type { TagFacts } from "./facts.js";
import { readQuoted } from "./read-quoted.js";
import { readRequirement } from "./read-requirement.js";
import { TagScanner } from "./tag-scanner.js";

export const skillWords = ["id", "name", "version", "desc", "sdk", "require"] as const;

const forms = {
  id: "id com.example.notes",
  name: 'name "Notes"',
  version: "version 1.0.0",
  desc: 'desc "What the skill is for"',
  sdk: 'sdk "@luminarys/sdk-as"',
} as const;

type Word = keyof typeof forms;

/** `first` is where a missing tag is reported. */
export function readSkillTags(
  tags: readonly TagFacts[],
  { first, report }: { first: TagFacts; report: Report },
): SkillTags {
  const path = mainPath(tags) ?? first.path;
  for (const tag of tags) {
    if (tag.path === path) continue;
    report.add("SK108", tag, { tag: tag.word, first: path });
    break;
  }
  const own = tags.filter((tag) => tag.path === path);
  const said = (word: Word) => readOnce(word, { tags: own, first, report });
  const requirements = own
    .filter((tag) => tag.word === "require")
    .map((tag) => readRequirement(tag, report))
    .filter((each): each is RequirementTag => each !== null);
  return {
    path,
    id: said("id"),
    name: said("name"),
    version: said("version"),
    description: said("desc"),
    sdk: said("sdk"),
    requirements,
  };
}

/** The source with most skill tags: the others are the odd ones out. */
function mainPath(tags: readonly TagFacts[]): string | undefined {
  const count = (path: string) => tags.filter((tag) => tag.path === path).length;
  const paths = [...new Set(tags.map((tag) => tag.path))];
  return paths.sort((a, b) => count(b) - count(a) || a.length - b.length)[0];
}

interface Context {
  readonly tags: readonly TagFacts[];
  readonly first: TagFacts;
  readonly report: Report;
}

function readOnce(word: Word, { tags, first, report }: Context): Said | null {
  const [tag, ...more] = tags.filter((each) => each.word === word);
  if (tag === undefined) {
    const needed = word === "id" || word === "name" || word === "version";
    if (needed) report.add("SK103", first, { tag: word, example: forms[word] });
    return null;
  }
  for (const each of more) {
    report.add("SK107", each, { tag: word, first: report.where(tag) });
  }
  const bare = word === "id" || word === "version";
  const said = bare ? readBare(tag, report) : readText(tag, { word, report });
  return said;
}

function readBare(tag: TagFacts, report: Report): Said | null {
  const scanner = new TagScanner(tag);
  const said = scanner.atQuote ? scanner.quoted() : scanner.word();
  if (said === null || said.value === "") return reportEmpty(tag, report);
  if (!scanner.atEnd) {
    const found = scanner.rest();
    report.add("SK111", found, {
      found: found.value,
      tag: tag.word,
      expected: "nothing more",
      hint: "Remove it, or put it behind a // with a space on both sides",
    });
  }
  return said;
}

function readText(tag: TagFacts, { word, report }: { word: Word; report: Report }): Said | null {
  const scanner = new TagScanner(tag);
  if (scanner.atEnd) return reportEmpty(tag, report);
  const said = readQuoted(scanner, { tag, what: word === "sdk" ? "import path" : "text", report });
  const needed = word !== "desc";
  return said !== null && said.value.trim() === "" && needed ? reportEmpty(tag, report) : said;
}

function reportEmpty(tag: TagFacts, report: Report): null {
  report.add("SK106", tag, { tag: tag.word, what: "value", form: forms[tag.word as Word] });
  return null;
}
