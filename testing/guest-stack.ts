import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { rewriteModule } from "../engine/binary/rewrite.js";
import { readShape } from "../engine/binary/shape.js";
import { SkillTrapError } from "../engine/errors.js";
import type { SkillRunner } from "../engine/hosted-skill.js";
import { attempt, chain, type Maybe, unwrap } from "../engine/maybe.js";
import type { SkillModule } from "../engine/module.js";

const PAGE = 65536;

/** A compiled skill with the source map that asc wrote, as `import skill from "../assembly?skill"` gives it. */
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
    chain(attempt(run), (outcome) => {
      if (!outcome.ok && outcome.error instanceof SkillTrapError) {
        outcome.error.stack = guestStack(outcome.error, module);
      }
      return unwrap(outcome);
    });
  return {
    ...runner,
    describe: () => traced(() => runner.describe()),
    invokeRaw: (method, payload, call) => traced(() => runner.invokeRaw(method, payload, call)),
  };
}

/** The stack of a trap with the guest's functions first, then those that called into it. */
function guestStack(error: SkillTrapError, module: SkillModule): string {
  const lines = (error.stack ?? "").split("\n");
  const first = lines.findIndex((line) => /^\s+at /.test(line));
  const head = first < 0 ? lines : lines.slice(0, first);
  const last = lines.findLastIndex((line) => line.includes("wasm://"));
  const callers = first < 0 ? [] : lines.slice(Math.max(first, last + 1));
  const inside = error.cause instanceof Error ? (error.cause.stack ?? "").split("\n") : lines;
  const tracer = tracerOf(module);
  const frames = tracer === null ? [] : inside.flatMap((line) => traceLine(line, tracer));
  return [...head, ...(frames.length > 0 ? frames : placeLine(error)), ...callers].join("\n");
}

/** Where the guest says that it threw: a module without a source map knows no more. */
function placeLine({ file, line, column }: SkillTrapError): string[] {
  const path = file === undefined ? undefined : findSource(file, process.cwd());
  return path === undefined ? [] : [`    at ${path}:${line}:${column}`];
}

/** Nothing for a line that isn't about the author's sources. */
function traceLine(text: string, { map, movedBytes, folder }: Tracer): string[] {
  const offset = offsetIn(text);
  if (offset === undefined) return [];
  const at = originalPositionFor(map, { line: 1, column: offset - movedBytes });
  if (at.source === null || at.source.startsWith("~lib/")) return [];
  const path = findSource(at.source, folder);
  if (path === undefined) return [];
  const name = /^\s+at (?:async )?(.+) \(/.exec(text)?.[1]?.split("/").at(-1) ?? "skill";
  return [`    at ${name} (${path}:${at.line}:${at.column + 1})`];
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
  const { bytes, path } = origin as ModuleOrigin;
  const { maxMemoryBytes, startName = "" } = module;
  const maxPages = maxMemoryBytes / PAGE;
  const loaded = rewriteModule(bytes, readShape(bytes), { maxPages, startName });
  return {
    map: new TraceMap(text),
    movedBytes: loaded.length - bytes.length,
    folder: path === undefined ? process.cwd() : dirname(path),
  };
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
