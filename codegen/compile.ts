import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ascHint } from "./asc-hints.js";
import type { Finding } from "./diagnostics.js";
import { withoutFollowUps } from "./follow-ups.js";
import { LineIndex } from "./line-index.js";
import { normalizeText } from "./source.js";
import { UsageError } from "./usage-error.js";

export interface CompileJob {
  /** Folder with the asconfig.json; paths are relative to it. */
  readonly root: string;
  readonly entry: string;
  readonly target: string;
  /** More of asc's options, as on its command line. */
  readonly options: readonly string[];
}

export interface Compiled {
  readonly findings: readonly Finding[];
  /** Normalized text of each path that a finding is about. */
  readonly texts: ReadonlyMap<string, string>;
  /** Sizes of what asc wrote, by absolute path. */
  readonly files: ReadonlyMap<string, number>;
  /** Why it failed, or "". */
  readonly failure: string;
}

/** What is used of asc's programmatic interface. */
interface Asc {
  readonly libraryFiles: Record<string, string>;
  main(args: readonly string[], io: AscIo): Promise<{ readonly error: Error | null }>;
}

interface AscIo {
  readonly stdout: { write(text: unknown): void };
  readonly stderr: { write(text: unknown): void };
  readonly writeFile: (name: string, contents: Uint8Array | string, baseDir: string) => void;
  readonly reportDiagnostic: (message: AscMessage) => void;
}

interface AscMessage {
  readonly code: number;
  readonly category: number;
  readonly message: string;
  readonly range: {
    readonly start: number;
    readonly end: number;
    readonly source: { readonly normalizedPath: string } | null;
  } | null;
}

const ascError = 3;
const ascWarning = 2;

/** Compiles with the project's own asc. Throws a UsageError when it has none. */
export async function compile({ root, entry, target, options }: CompileJob): Promise<Compiled> {
  const asc = await loadAsc(root);
  const messages: AscMessage[] = [];
  const files = new Map<string, number>();
  const silent = { write: () => {} };
  const args = [entry, "--baseDir", root, "--target", target, ...options];
  const own = new Set(Object.keys(asc.libraryFiles));
  const { error } = await asc.main(args, {
    stdout: silent,
    stderr: silent,
    writeFile(name, contents, baseDir) {
      const path = resolve(baseDir, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, contents);
      files.set(path, contents.length);
    },
    reportDiagnostic: (message) => messages.push(message),
  });
  // asc keeps the files of its option `lib` for the next compilation in the same process.
  for (const name of Object.keys(asc.libraryFiles)) {
    if (!own.has(name)) delete asc.libraryFiles[name];
  }
  const texts = readTexts(messages, root);
  const findings = messages
    .filter(({ category }) => category >= ascWarning)
    .map((message) => findingOf(message, texts));
  return {
    findings: withoutFollowUps(findings),
    texts,
    files,
    failure: error === null ? "" : error.message,
  };
}

async function loadAsc(root: string): Promise<Asc> {
  const { resolve: find } = createRequire(join(root, "package.json"));
  try {
    const folder = dirname(find("assemblyscript/package.json"));
    return (await import(pathToFileURL(join(folder, "dist/asc.js")).href)) as Asc;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code !== "MODULE_NOT_FOUND" && code !== "ERR_MODULE_NOT_FOUND") throw error;
    const hint = "npm install --save-dev assemblyscript";
    throw new UsageError("Cannot find asc: the project has no package assemblyscript", hint);
  }
}

/** The sources that messages are about, those of packages left out. */
function readTexts(messages: readonly AscMessage[], root: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { range } of messages) {
    const path = range?.source?.normalizedPath ?? "";
    if (path === "" || path.startsWith("~lib/") || texts.has(path)) continue;
    texts.set(path, readFileSync(resolve(root, path), "utf8"));
  }
  return texts;
}

/** asc counts in the text as it is on disk, frames in the normalized one. */
function findingOf(
  { code, category, message, range }: AscMessage,
  texts: Map<string, string>,
): Finding {
  const path = range?.source?.normalizedPath ?? "";
  const raw = texts.get(path);
  const [from, to] = [range?.start ?? 0, range?.end ?? 0];
  const start = normalizeText((raw ?? "").slice(0, from)).length;
  const length = Math.max(1, normalizeText((raw ?? "").slice(from, to)).length);
  const position = raw === undefined ? null : new LineIndex(normalizeText(raw)).position(start);
  return {
    id: `${code < 1000 ? "AS" : "TS"}${code}`,
    severity: category === ascError ? "error" : "warning",
    message: message.replace(/\.$/, ""),
    hint: raw === undefined ? "" : ascHint({ code, message, ...surroundings(raw, { from, to }) }),
    path,
    line: position?.line ?? 0,
    column: position?.column ?? 0,
    start,
    length,
  };
}

/** The line in which a span begins, cut at its ends. */
function surroundings(text: string, { from, to }: { from: number; to: number }) {
  const lineStart = text.lastIndexOf("\n", from - 1) + 1;
  const newline = text.indexOf("\n", to);
  return {
    before: text.slice(lineStart, from),
    said: text.slice(from, to),
    after: text.slice(to, newline < 0 ? text.length : newline),
  };
}
