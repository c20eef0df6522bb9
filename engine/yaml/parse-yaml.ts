import { Document, LineCounter, type Node, parseDocument, type YAMLError } from "yaml";
import { excerpt } from "./excerpt.js";
import type { YamlProblem } from "./problem.js";
import { type YamlProblemAt, YamlValue } from "./yaml-value.js";

/** A document that is being read; what readers report is collected. */
export interface YamlSource {
  readonly root: YamlValue;
  /** In the order of the file. Empty as long as nothing is wrong. */
  problems(): YamlProblem[];
}

/** Parses a text that holds one YAML 1.2 document. Doesn't throw: syntax errors are problems. */
export function parseYaml(text: string): YamlSource {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const problems = document.errors.map(syntaxProblem);
  const place = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  return sourceOf(document, { problems, place });
}

/** Wraps a plain value, so that it is read by the same rules; its problems have no place. */
export function wrapYaml(value: unknown): YamlSource {
  const place = () => ({ line: 0, column: 0 });
  return sourceOf(new Document(value ?? null), { problems: [], place });
}

interface Collection {
  problems: YamlProblemAt[];
  place(offset: number): { line: number; column: number };
}

function sourceOf(
  document: Document.Parsed | Document,
  { problems, place }: Collection,
): YamlSource {
  const root = new YamlValue(
    document.contents as Node | null,
    { path: "", offset: 0 },
    {
      report: (problem) => void problems.push(problem),
      resolve: (alias) => alias.resolve(document),
    },
  );
  return {
    root,
    problems: () =>
      [...problems]
        .sort((a, b) => a.offset - b.offset)
        .map(({ offset, message, hint }) => ({ ...place(offset), message, ...(hint && { hint }) })),
  };
}

/** Most characters of what the parser says, which quotes the file. */
const MAX_SYNTAX = 160;

function syntaxProblem({ pos, message, code }: YAMLError): YamlProblemAt {
  return { offset: pos[0], message: ownMessages[code] ?? excerpt(message, MAX_SYNTAX) };
}

const ownMessages: Partial<Record<YAMLError["code"], string>> = {
  DUPLICATE_KEY: "This key stands twice in the same map",
  MULTIPLE_DOCS: "A second document begins here, expected one",
};
