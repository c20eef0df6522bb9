import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Run } from "../codegen/commands/generate.js";
import { runFolder } from "../codegen/commands/run-folder.js";
import { createGenerator } from "../codegen/generate.js";
import { median } from "./compare.js";
import type { Row } from "./report.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "node_modules/.cache/bench-dist");
const rounds = 9;

interface Source {
  path: string;
  text: string;
}

/** Annotated sources with ten methods a file, or fewer. */
function makeSources(methods: number): Source[] {
  const files = Math.ceil(methods / 10);
  const tags = '// @skill:id com.example.bench\n// @skill:name "Bench"\n// @skill:version 1.0.0\n';
  return Array.from({ length: files }, (_, file) => {
    const count = Math.min(10, methods - file * 10);
    const body = Array.from({ length: count }, (_, index) => makeMethod(file * 10 + index));
    return { path: `part-${file}.ts`, text: (file === 0 ? tags : "") + body.join("\n") };
  });
}

function makeMethod(number: number): string {
  return `
// @skill:method method_${number} "Does number ${number}"
// @skill:param name required "A name" example:Ada
// @skill:param sizes required "Some sizes"
// @skill:param limit optional "How many" default:10
// @skill:result "What was done"
export function method${number}(name: string, sizes: f64[], limit: i32): string {
  let text = name;
  for (let i = 0; i < min(limit, sizes.length); i++) text += sizes[i].toString();
  return text;
}
`;
}

/** Measures whole runs of skill-gen, each in a process of its own, against what no run can avoid. */
export async function measureGenerate(wanted: (name: string) => boolean): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-generate-"));
  try {
    return [
      ...(wanted("skill-gen one file, cold") ? [measureOne(folder)] : []),
      ...(wanted("skill-gen 500 methods in 50 files") ? [measureMany(folder)] : []),
      ...(wanted("skill-gen 100 methods again") ? [await measureAgain(folder)] : []),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureOne(folder: string): Row {
  const source = prepare(join(folder, "one"), makeSources(1));
  const floor = 'await import("ts-morph");';
  return compareProcesses("one file, cold", { floor, folder: source, limit: 1.5 });
}

function measureMany(folder: string): Row {
  const source = prepare(join(folder, "many"), makeSources(500));
  const floor = `
    import { readdirSync, readFileSync } from "node:fs";
    const { ts } = await import("ts-morph");
    for (const name of readdirSync(${JSON.stringify(source)})) {
      const text = readFileSync(${JSON.stringify(source)} + "/" + name, "utf8");
      ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    }`;
  return compareProcesses("500 methods in 50 files", { floor, folder: source, limit: 2 });
}

function prepare(folder: string, sources: readonly Source[]): string {
  mkdirSync(folder);
  for (const { path, text } of sources) writeFileSync(join(folder, path), text);
  return folder;
}

interface Case {
  /** Code that does the least that any generator must. */
  floor: string;
  folder: string;
  limit: number;
}

/** The sources run as they are published: compiled. */
function compareProcesses(name: string, { floor, folder, limit }: Case): Row {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const args = [tsc, "-p", "tsconfig.build.json", "--outDir", dist, "--noEmit", "false"];
  execFileSync(process.execPath, args, { cwd: root });
  const cli = JSON.stringify(join(dist, "codegen/cli.js"));
  const out = join(folder, "lib.ts");
  const subject = `const { main } = await import(${cli}); await main([${JSON.stringify(folder)}]);`;
  const pairs = Array.from({ length: rounds }, () => {
    rmSync(out, { force: true });
    const subjectMs = timeProcess(subject);
    rmSync(out, { force: true });
    return { subjectMs, floorMs: timeProcess(floor) };
  });
  const value = median(pairs.map(({ subjectMs, floorMs }) => subjectMs / floorMs));
  const [subjectMs, floorMs] = [
    median(pairs.map((pair) => pair.subjectMs)),
    median(pairs.map((pair) => pair.floorMs)),
  ];
  const detail = `${subjectMs.toFixed(0)} ms against ${floorMs.toFixed(0)} ms`;
  return { group: "skill-gen", name, value, unit: "x floor", limit, detail };
}

function timeProcess(code: string): number {
  const started = performance.now();
  execFileSync(process.execPath, ["--input-type=module", "-e", code], { cwd: root });
  return performance.now() - started;
}

/** What watching does when one of ten files has changed: reads, generates and writes. */
async function measureAgain(folder: string): Promise<Row> {
  const sources = makeSources(100);
  const root = prepare(join(folder, "again"), sources);
  const task = { folder: root, root };
  const silent = () => {};
  const run: Run = {
    generator: await createGenerator(),
    tasks: [task],
    flags: { format: "text" },
    hasOut: true,
    version: "0.0.0",
    terminal: { cwd: root, env: {}, isTerminal: false, out: silent, err: silent },
  };
  const times = Array.from({ length: 41 }, (_, round) => {
    const { path = "", text = "" } = sources[round % sources.length] ?? {};
    writeFileSync(join(root, path), text.replace("default:10", `default:${round}`));
    const started = performance.now();
    runFolder(task, run);
    return performance.now() - started;
  });
  const [first = 0, ...later] = times;
  // No floor runs beside it: the quieter half of the rounds says what it costs, the detail the rest.
  const middle = median(later);
  const value = median(later.filter((time) => time <= middle));
  const detail = `median ${middle.toFixed(0)} ms, first ${first.toFixed(0)} ms`;
  return { group: "skill-gen", name: "100 methods again", value, unit: "ms", limit: 50, detail };
}
