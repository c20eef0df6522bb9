import { relative, resolve } from "node:path";
import { type Diagnostic, makeDiagnostic } from "../diagnostics.js";
import { findSources } from "../files.js";
import { lineDiff } from "../render/line-diff.js";
import { normalizeText } from "../source.js";
import { protectTarget, readTarget, writeTarget } from "../write-file.js";
import type { Run, Task } from "./generate.js";

export interface Outcome {
  readonly task: Task;
  readonly status: "written" | "unchanged" | "stale" | "failed";
  readonly failed: boolean;
  /** The entry file as shown to people, or "". */
  readonly file: string;
  readonly methods: number;
  readonly diagnostics: readonly Diagnostic[];
  /** What `--check` found to differ. */
  readonly diff: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Reads, generates and writes one folder. */
export function runFolder(task: Task, run: Run): Outcome {
  const { generator, flags, version, terminal } = run;
  const found = findSources(resolve(terminal.cwd, task.folder), {
    root: task.root,
    cwd: terminal.cwd,
  });
  const { out } = task;
  const made = generator.generate(found.sources, {
    version,
    ...(out === undefined ? {} : { out }),
  });
  const diagnostics = [...found.diagnostics, ...made.diagnostics].map((each) =>
    flags.strict ? { ...each, severity: "error" as const } : each,
  );
  const texts = new Map(found.sources.map(({ path, text }) => [path, normalizeText(text)]));
  const base = { task, diagnostics, texts, diff: [], methods: made.skill?.methods.length ?? 0 };
  const [entry] = made.files;
  const broken = diagnostics.some((each) => each.severity === "error");
  if (entry === undefined || broken) return { ...base, status: "failed", failed: true, file: "" };
  const path = resolve(task.root, entry.path);
  const file = relative(terminal.cwd, path);
  const before = readTarget(path);
  if (before === entry.text) return { ...base, status: "unchanged", failed: false, file };
  if (flags.check) return stale({ ...base, file }, { before, after: entry.text });
  const shown = { file, isChosen: run.hasOut };
  const problem = protectTarget(path, shown) ?? writeTarget(path, { text: entry.text, ...shown });
  if (problem === null) return { ...base, status: "written", failed: false, file };
  return { ...base, file, status: "failed", failed: true, diagnostics: [...diagnostics, problem] };
}

function stale(
  base: Omit<Outcome, "status" | "failed">,
  { before, after }: { before: string | null; after: string },
): Outcome {
  const { file, task } = base;
  const finding = makeDiagnostic("SK906", { file, folder: task.folder });
  return {
    ...base,
    status: "stale",
    failed: true,
    diagnostics: [...base.diagnostics, finding],
    diff: before === null ? [] : lineDiff(before, after),
  };
}
