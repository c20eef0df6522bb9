import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { rewriteModule } from "../engine/binary/rewrite.js";
import { readShape } from "../engine/binary/shape.js";
import { SkillTrapError } from "../engine/errors.js";
import type { SkillRunner } from "../engine/hosted-skill.js";
import { attempt, chain, type Maybe, unwrap } from "../engine/maybe.js";
import type { SkillModule } from "../engine/module.js";

const PAGE = 65536;
/** Frames of what runs skills tell a test's author nothing. */
const own = ["../engine/", "./"].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/** A compiled skill with its source map: what the vitest plugin makes of `*?skill` imports. */
export type CompiledSkill = Uint8Array & { readonly sourceMap: string };

/** What a module was loaded from. */
export interface ModuleOrigin {
  readonly bytes: Uint8Array;
  /** Of the module; a source map lies beside it. */
  readonly path?: string;
}

interface Tracer {
  readonly map: TraceMap;
  /** How far loading the module has moved its code. */
  readonly movedBytes: number;
  /** Where the source map lies, or nothing. */
  readonly folder: string;
}

const origins = new WeakMap<SkillModule, ModuleOrigin>();
const tracers = new WeakMap<SkillModule, Tracer | null>();

/** Keeps what the traps of a module are traced with. */
export function rememberOrigin(module: SkillModule, origin: ModuleOrigin): void {
  origins.set(module, origin);
}

/** Runs the same; the stacks of its traps name the lines of the AssemblyScript sources. */
export function traceTraps(runner: SkillRunner, module: SkillModule): SkillRunner {
  const traced = <T>(run: () => Maybe<T>): Maybe<T> =>
    chain(attempt(withDeepStacks(run)), (outcome) => {
      if (!outcome.ok && outcome.error instanceof SkillTrapError) {
        traceTrap(outcome.error, module);
      }
      return unwrap(outcome);
    });
  return {
    ...runner,
    describe: () => traced(() => runner.describe()),
    invokeRaw: (method, payload, call) => traced(() => runner.invokeRaw(method, payload, call)),
  };
}

/** V8 keeps ten frames, which a guest and what runs it need for themselves. */
function withDeepStacks<T>(run: () => T): () => T {
  return () => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = Math.max(stackTraceLimit, 100);
    try {
      return run();
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
}

/** Puts the guest's functions first, then those that called into it. */
function traceTrap(error: SkillTrapError, module: SkillModule): void {
  const { head, frames } = splitStack(error);
  const cause = error.cause instanceof Error ? splitStack(error.cause) : undefined;
  const tracer = tracerOf(module);
  const inside = cause?.frames ?? frames;
  const traced = tracer === null ? [] : inside.flatMap((line) => traceLine(line, tracer));
  const folder = folderOf(origins.get(module));
  const guest = [...placeLine(error, { inside, tracer, traced, folder }), ...traced];
  const below = frames.slice(frames.findLastIndex((line) => line.includes("wasm://")) + 1);
  const callers = below.filter((line) => !own.some((folder) => line.includes(folder)));
  error.stack = [...head, ...guest, ...callers].join("\n");
  if (cause && error.cause instanceof Error)
    error.cause.stack = [...cause.head, ...guest].join("\n");
}

function splitStack({ stack = "" }: Error): { head: string[]; frames: string[] } {
  const lines = stack.split("\n");
  const first = lines.findIndex((line) => /^ {4}at /.test(line));
  if (first < 0) return { head: lines, frames: [] };
  return { head: lines.slice(0, first), frames: lines.slice(first) };
}

/** Where the guest says that it threw: source maps leave that out, and a module may have none. */
function placeLine(
  { file, line, column }: SkillTrapError,
  parts: { inside: string[]; tracer: Tracer | null; traced: string[]; folder: string },
): string[] {
  if (file === undefined || file.startsWith("~lib/")) return [];
  const { inside, tracer, traced, folder } = parts;
  const known = tracer?.map.resolvedSources.find((source) => source.endsWith(`/${file}`));
  const path = known ?? findSource(file, folder);
  if (path === undefined || traced[0]?.includes(`(${path}:${line}:`)) return [];
  const thrower = inside.find((frame) => frame.includes("wasm://")) ?? "";
  return [`    at ${functionIn(thrower)} (${path}:${line}:${column})`];
}

/** The last part of a name like `assembly/skill/Shop#price`. */
function functionIn(frame: string): string {
  return /^\s+at (?:async )?(.+) \(/.exec(frame)?.[1]?.split("/").at(-1) ?? "skill";
}

/** Nothing for a line that isn't about the author's sources. */
function traceLine(text: string, { map, movedBytes, folder }: Tracer): string[] {
  const offset = offsetIn(text);
  if (offset === undefined) return [];
  const at = originalPositionFor(map, { line: 1, column: offset - movedBytes });
  if (at.source === null || at.source.startsWith("~lib/")) return [];
  const path = findSource(at.source, folder);
  if (path === undefined) return [];
  return [`    at ${functionIn(text)} (${path}:${at.line}:${at.column + 1})`];
}

/** V8 says `wasm-function[7]:0x1f`; what formats its stacks anew says `:1:32`, counted from 1. */
function offsetIn(line: string): number | undefined {
  const [, hexadecimal] = /wasm-function\[\d+\]:0x([0-9a-f]+)/.exec(line) ?? [];
  if (hexadecimal !== undefined) return Number.parseInt(hexadecimal, 16);
  const [, column] = /wasm:\/\/[^)]*:\d+:(\d+)/.exec(line) ?? [];
  return column === undefined ? undefined : Number(column) - 1;
}

function tracerOf(module: SkillModule): Tracer | null {
  const known = tracers.get(module);
  if (known !== undefined) return known;
  const made = createTracer(module);
  tracers.set(module, made);
  return made;
}

function createTracer(module: SkillModule): Tracer | null {
  const origin = origins.get(module);
  const text = origin && readSourceMap(origin);
  if (text === undefined) return null;
  const { bytes } = origin as ModuleOrigin;
  const { maxMemoryBytes, startName = "" } = module;
  const maxPages = maxMemoryBytes / PAGE;
  const loaded = rewriteModule(bytes, readShape(bytes), { maxPages, startName });
  return {
    // asc's root is one of its own making.
    map: new TraceMap({ ...JSON.parse(text), sourceRoot: "" }),
    movedBytes: loaded.length - bytes.length,
    folder: folderOf(origin),
  };
}

/** Where sources are looked for from: the module's folder, when it has one. */
function folderOf(origin: ModuleOrigin | undefined): string {
  return origin?.path === undefined ? process.cwd() : dirname(origin.path);
}

function readSourceMap({ bytes, path }: ModuleOrigin): string | undefined {
  if ("sourceMap" in bytes) return String(bytes.sourceMap);
  const file = `${path}.map`;
  return path !== undefined && existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** asc names sources from the project's folder, which a build folder is somewhere in. */
function findSource(source: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = resolve(folder, source);
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) return undefined;
  }
}
