import { readFileSync } from "node:fs";
import { webAssembly } from "../engine/webassembly.js";
import { buildSkill } from "../test/support/build-skill.js";
import { compileSkill } from "../test/support/compile.js";
import { compare } from "./compare.js";
import { refusing } from "./raw-caller.js";
import type { Row } from "./report.js";

interface Case {
  name: string;
  /** Builds the module with one of asc's runtimes. */
  build(runtime: string): Promise<Uint8Array>;
  limits: Record<string, { limit?: number; aim?: number }>;
}

const cases: Case[] = [
  {
    name: "empty module that joins two strings",
    build: async (runtime) =>
      (await compileSkill({ files: { "empty.ts": emptySource }, options: { runtime } })).wasm,
    limits: { incremental: {}, minimal: {} },
  },
  {
    name: "hello world",
    build: (runtime) => build("hello-world.ts", runtime),
    limits: { incremental: { limit: 12_000, aim: 9_000 }, minimal: { limit: 9_500, aim: 7_500 } },
  },
  {
    name: "eleven plain methods",
    build: (runtime) => build("eleven-plain.ts", runtime),
    limits: {
      incremental: { limit: 18_000, aim: 15_000 },
      minimal: { limit: 18_000, aim: 15_000 },
    },
  },
  {
    name: "eleven formatting methods",
    build: (runtime) => build("eleven-methods.ts", runtime),
    limits: { incremental: { limit: 18_000 }, minimal: { limit: 18_000 } },
  },
];

const emptySource = "export function join(a: string, b: string): string { return a + b; }";

async function build(skill: string, runtime: string): Promise<Uint8Array> {
  const source = readFileSync(new URL(`skills/${skill}`, import.meta.url), "utf8");
  return (await buildSkill(source, { options: { runtime } })).wasm;
}

/** Bytes of each module under each runtime. */
export async function measureSize(wanted: (name: string) => boolean): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, build, limits } of cases) {
    for (const [runtime, limit] of Object.entries(limits)) {
      const row = { group: "size", name: `${name}, ${runtime}`, unit: "bytes" as const, ...limit };
      if (wanted(`size ${row.name}`)) rows.push({ ...row, value: (await build(runtime)).length });
    }
  }
  return rows;
}

/** How much longer a skill takes to start than the empty module, both compiled before. */
export async function measureStart(wanted: (name: string) => boolean): Promise<Row[]> {
  const [empty, ...skills] = cases;
  const rows: Row[] = [];
  for (const { name, build } of skills) {
    if (!empty || !wanted(`start ${name}`)) continue;
    const start = async (wasm: Promise<Uint8Array>) => {
      const module = new webAssembly.Module(await wasm);
      return () => void new webAssembly.Instance(module, { env: refusing });
    };
    const { ratio, floorNs, subjectNs } = compare(
      await start(empty.build("incremental")),
      await start(build("incremental")),
    );
    const detail = `${(subjectNs / 1000).toFixed(1)} µs against ${(floorNs / 1000).toFixed(1)} µs`;
    rows.push({ group: "start", name, value: ratio, unit: "x floor", limit: 4, detail });
  }
  return rows;
}
