import type { Diagnostic } from "./diagnostics.js";
import type { Skill } from "./model.js";
import { printLib } from "./print/print-lib.js";
import type { SourceFacts } from "./read/facts.js";
import { reportNearTags } from "./read/near-tags.js";
import { readAnnotations } from "./read/read-annotations.js";
import type { readSource } from "./read/read-source.js";
import { Report } from "./report.js";
import { absolute, candidatePaths } from "./resolve/modules.js";
import { resolveSkill } from "./resolve/resolve-skill.js";
import { normalizeText, type Source } from "./source.js";
import { validate } from "./validate.js";

export interface GenerateOptions {
  /** skill-gen's version; goes into the first line and the descriptor. */
  readonly version: string;
  /** Path of the entry file below the folder; default `lib.ts` beside the skill tags. */
  readonly out?: string;
}

export interface Generated {
  /** Null when the sources hold no annotations. */
  readonly skill: Skill | null;
  readonly diagnostics: readonly Diagnostic[];
  /** The entry file; nothing when there are errors. */
  readonly files: readonly Source[];
}

/**
 * Makes the entry file of the skill whose sources these are: all `.ts` files below one folder, those
 * it doesn't need included. Reads and writes no files.
 */
export async function generate(
  sources: readonly Source[],
  options: GenerateOptions,
): Promise<Generated> {
  return (await createGenerator()).generate(sources, options);
}

/** Loads the parser, once, for any number of runs. */
export async function createGenerator(): Promise<Generator> {
  const read = await import("./read/read-source.js");
  return new Generator(read.readSource);
}

export class Generator {
  readonly #read: typeof readSource;
  /** What was read of each path in the last run: an unchanged text isn't parsed again. */
  #known = new Map<string, { readonly text: string; readonly facts: SourceFacts | null }>();

  constructor(read: typeof readSource) {
    this.#read = read;
  }

  generate(sources: readonly Source[], options: GenerateOptions): Generated {
    const texts = new Map(sources.map(({ path, text }) => [path, normalizeText(text)]));
    const report = new Report(texts);
    reportNearTags(texts, report);
    const facts = this.#readNeeded(texts, report);
    const annotations = readAnnotations(facts, report);
    if (annotations === null) {
      reportNothing(sources, report);
      return { skill: null, diagnostics: report.sorted(), files: [] };
    }
    if (facts.some(isBroken)) return { skill: null, diagnostics: report.sorted(), files: [] };
    const { skill, modules } = resolveSkill(facts, { annotations, report });
    validate({ annotations, sources: facts, modules, report });
    const out = options.out ?? absolute(skill.path, "./lib.ts");
    const text = report.failed ? null : printLib(skill, { path: out, version: options.version });
    const files = text === null ? [] : [{ path: out, text }];
    return { skill, diagnostics: report.sorted(), files };
  }

  /** Reads the sources with annotations, and those that they import. */
  #readNeeded(texts: ReadonlyMap<string, string>, report: Report): SourceFacts[] {
    const pending = [...texts.keys()].filter((path) => texts.get(path)?.includes("@skill:"));
    const read = new Map<string, SourceFacts>();
    const known = this.#known;
    this.#known = new Map();
    for (let path = pending.shift(); path !== undefined; path = pending.shift()) {
      const text = texts.get(path);
      if (text === undefined || read.has(path)) continue;
      const before = known.get(path);
      const facts = before?.text === text ? before.facts : this.#parse({ path, text });
      this.#known.set(path, { text, facts });
      if (facts === null) {
        report.add("SK905", { path, start: 0, end: 0 }, {});
        continue;
      }
      reportSyntax(facts, { text, report });
      read.set(path, facts);
      pending.push(...importedPaths(facts));
    }
    return [...read.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Null when the source is nested too deeply for the parser's stack. */
  #parse(source: Source): SourceFacts | null {
    try {
      return this.#read(source);
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  }
}

function importedPaths(facts: SourceFacts): string[] {
  return [...facts.imports, ...facts.reexports]
    .filter(({ from }) => from.startsWith("."))
    .flatMap(({ from }) => candidatePaths(absolute(facts.path, from)));
}

/** Whether the parser had to guess: then what it says of signatures can't be trusted. */
function isBroken({ syntaxErrors }: SourceFacts): boolean {
  return syntaxErrors.length > 0;
}

/** The first error tells; the parser finds the others on its way back to sense. */
function reportSyntax(
  { path, tags, syntaxErrors }: SourceFacts,
  { text, report }: { text: string; report: Report },
): void {
  const [first] = syntaxErrors;
  // A pattern that closed its comment has its own message.
  if (first === undefined || tags.some((tag) => tag.cutOff && tag.word === "require")) return;
  const { start, end, reason } = first;
  const hint = anInterface.test(text.slice(Math.max(0, start - 2000), start))
    ? "What callers send and get is a class: export class, with the same fields"
    : "";
  report.add("SK201", { path, start, end }, { reason: reason.replace(/\.$/, ""), hint });
}

/** Up to a place inside one. */
const anInterface = /\binterface\s+\w+[^{}]*\{[^{}]*$/;

function reportNothing(sources: readonly Source[], report: Report): void {
  if (report.failed) return;
  const number = sources.length;
  const hint =
    number === 0
      ? "Name the folder that holds the skill's sources"
      : "Put @skill:id, @skill:name and @skill:version in a comment of one source";
  report.add("SK101", null, { count: `${number} source${number === 1 ? "" : "s"}`, hint });
}
