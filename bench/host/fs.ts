import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  completeManifest,
  type Device,
  type Manifest,
  systemClock,
} from "@luminarys/sdk-as/engine";
import { createFsDevice } from "../../host/devices/fs.js";
import type { Host } from "../../host/index.js";
import { buildPackage } from "../../test/support/build-packages.js";
import { buildSkill } from "../../test/support/build-skill.js";
import { compare } from "../compare.js";
import { compareAsync } from "../compare-async.js";
import type { Row } from "../report.js";
import { deviceCall as call, micros } from "./device-call.js";

const MIB = 1024 * 1024;
const TREE_BYTES = 50e6;
const READS = 20;
const group = "host fs";
const inSkill = "fs_read of 1 MiB in a skill";

interface GrepCase {
  readonly pattern: string;
  readonly fixed: boolean;
  readonly limit: number;
}

const greps: readonly GrepCase[] = [
  { pattern: "refused by peer", fixed: true, limit: 3 },
  { pattern: "is nowhere", fixed: true, limit: 3 },
  { pattern: "Connection[A-Z][a-z]+", fixed: false, limit: 15 },
  { pattern: "[a-z]+ion [0-9]+:[0-9]{4}", fixed: false, limit: 15 },
  { pattern: "[A-Z]{3}-[0-9]{2}", fixed: false, limit: 15 },
  { pattern: "^ *(if|while) .*[.;]$", fixed: false, limit: 15 },
];

/** The device against Node's own read, and against grep over the same 50 MB of text. */
export async function measureFs(wanted: (name: string) => boolean): Promise<Row[]> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "skill-host-bench-")));
  try {
    const fs = openDevice(dir);
    return [
      ...(wanted(`${group} fs_read of 1 MiB`) ? [measureRead(fs, dir)] : []),
      ...(wanted(`${group} ${inSkill}`) ? [await measureReadInSkill(dir)] : []),
      ...(wanted(`${group} fs_grep`) ? measureGreps(fs, dir) : []),
    ];
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function measureRead(fs: Device<"fs">, dir: string): Row {
  const path = join(dir, "content");
  writeFileSync(path, Buffer.alloc(MIB, "text "));
  const { ratio, floorNs, subjectNs } = compare(
    () => void readFileSync(path),
    () => void fs.fs_read({ path }, call),
  );
  const detail = `${micros(subjectNs)} against ${micros(floorNs)} of readFileSync`;
  return { group, name: "fs_read of 1 MiB", value: ratio, unit: "x floor", limit: 3, detail };
}

/** The whole way: host call, answer into the skill's memory, bytes for the skill. */
async function measureReadInSkill(dir: string): Promise<Row> {
  const path = join(dir, "content");
  writeFileSync(path, Buffer.alloc(MIB, "text "));
  const host = await startHost(dir);
  const { ratio, floorNs, subjectNs } = await compareAsync(
    async () => {
      for (let i = 0; i < READS; i++) new Uint8Array(readFileSync(path));
    },
    () => host.invoke("bench", "read", { args: { path, count: READS } }),
  );
  await host.stop();
  const each = (ns: number) => micros(ns / READS);
  const detail = `${each(subjectNs)} against ${each(floorNs)} of readFileSync and one copy`;
  return { group, name: inSkill, value: ratio, unit: "x floor", limit: 3, detail };
}

async function startHost(dir: string): Promise<Host> {
  buildPackage("@luminarys/sdk-as");
  buildPackage("@luminarys/skill-host");
  const built = new URL("../../host/dist/index.js", import.meta.url);
  const { createHost } = (await import(built.href)) as typeof import("../../host/index.js");
  const source = readFileSync(new URL("../skills/files.ts", import.meta.url), "utf8");
  const { wasm: module } = await buildSkill(source);
  const host = createHost();
  const fs = { enabled: true, dirs: [`${dir}:ro`] };
  await host.add({ manifest: manifestWith(fs), module });
  return host;
}

function measureGreps(fs: Device<"fs">, dir: string): Row[] {
  const path = join(dir, "tree");
  plantTree(path);
  if (spawnSync("grep", ["--version"]).error) return [];
  return greps.map(({ pattern, fixed, limit }) => {
    const flag = fixed ? "-rnF" : "-rnE";
    const request = { ...grepDefaults, pattern, fixed, path };
    const { ratio, floorNs, subjectNs } = compare(
      // A pipe, since grep stops at the first match when it writes to /dev/null.
      () => void spawnSync("grep", [flag, pattern, path], { maxBuffer: 1e9 }),
      () => void fs.fs_grep(request, call),
    );
    const millis = (ns: number) => `${(ns / 1e6).toFixed(0)} ms`;
    const detail = `${millis(subjectNs)} against ${millis(floorNs)} of grep ${flag}`;
    const name = `fs_grep of 50 MB: ${pattern}`;
    return { group, name, value: ratio, unit: "x floor", limit, detail };
  });
}

const words =
  "the quick brown fox const return import from function error value index result while await if " +
  "promise string number boolean export class extends public private static void null undefined";

/** Text of words and numbers, the same each time; one line in 2,000 tells of an error. */
function plantTree(root: string): void {
  const random = xorshift();
  const list = words.split(" ");
  const word = () => `${list[random(list.length)]}${random(20) === 0 ? random(100_000) : ""}`;
  const line = () =>
    random(2000) === 0
      ? `  throw new ConnectionError("connection ${random(999)}:${1000 + random(9000)} refused by peer");`
      : `${"  ".repeat(random(4))}${Array.from({ length: 3 + random(10) }, word).join(" ")};`;
  for (let written = 0, file = 0; written < TREE_BYTES; file++) {
    const dir = join(root, `d${file % 50}`, `e${file % 7}`);
    mkdirSync(dir, { recursive: true });
    let text = "";
    for (const size = 5000 + random(30_000); text.length < size; ) text += `${line()}\n`;
    writeFileSync(join(dir, `f${file}.ts`), text);
    written += text.length;
  }
}

function xorshift(): (below: number) => number {
  let state = 0x2545f491;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

function openDevice(dir: string): Device<"fs"> {
  const fs = { enabled: true, dirs: [`${dir}:ro`] };
  return createFsDevice({ manifest: manifestWith(fs), clock: systemClock });
}

function manifestWith(fs: { enabled: boolean; dirs: string[] }): Manifest {
  return completeManifest({ id: "bench", path: "bench", permissions: { fs } });
}

const grepDefaults = {
  case_insensitive: false,
  with_lines: true,
  include: [],
  exclude: [],
  max_count: 0,
  max_depth: 0,
  workers: 0,
  type_filter: "",
  filename_only: false,
};
