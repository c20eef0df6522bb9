import { readFileSync } from "node:fs";
import { createSkill, loadModule } from "@luminarys/sdk-as/engine";
import { encode } from "@msgpack/msgpack";
import wabt from "wabt";
import { webAssembly } from "../engine/webassembly.js";
import { hostDevices } from "../scripts/demo/devices.js";
import { buildSkill } from "../test/support/build-skill.js";
import { type Comparison, compare } from "./compare.js";
import { RawCaller } from "./raw-caller.js";
import type { Row } from "./report.js";

const KIB = 1024;
const raw = "raw call";
const engine = "engine";

type Args = Readonly<Record<string, unknown>>;

interface Case {
  group: string;
  name: string;
  limit: number;
  aim?: number;
  run(stage: Stage): Comparison;
}

/** What every case is run on. */
interface Stage {
  floor: RawCaller;
  echo: RawCaller;
  skill: ReturnType<typeof createSkill>;
}

const cases: Case[] = [
  { group: raw, name: "no arguments", limit: 1.5, aim: 1.1, run: (s) => callRaw(s, "ping", {}) },
  echoRaw("echo 1 KiB", "a".repeat(KIB), 3, 1.9),
  echoRaw("echo 64 KiB", "a".repeat(64 * KIB), 8, 6.4),
  echoRaw("echo 1 MiB ASCII", "a".repeat(KIB * KIB), 5, 3.8),
  echoRaw("echo 590 KB Cyrillic", "я".repeat(295_000), 8, 3.9),
  { group: engine, name: "invoke without arguments", limit: 6, run: (s) => invoke(s, "ping", {}) },
  {
    group: engine,
    name: "invoke, short text",
    limit: 6,
    run: (s) => invoke(s, "echo", { text: "hello" }),
  },
  { group: engine, name: "host-call round trip", limit: 8, run: callHost },
];

function echoRaw(name: string, text: string, limit: number, aim: number): Case {
  return { group: raw, name, limit, aim, run: (stage) => callRaw(stage, "echo", { text }) };
}

function callRaw({ floor, echo }: Stage, method: string, args: Args): Comparison {
  const request = encodeRequest(method, args);
  return compare(
    () => floor.call(request),
    () => echo.call(request),
  );
}

/** The floor is called with the bytes that the engine would send. */
function invoke({ floor, skill }: Stage, method: string, args: Args): Comparison {
  const request = encodeRequest(method, args);
  return compare(
    () => floor.call(request),
    () => skill.invoke(method, args),
  );
}

/** A round trip's share of a call that makes a thousand of them. */
function callHost({ floor, skill }: Stage): Comparison {
  const request = encodeRequest("echo", { text: "hello" });
  const args = { count: 1000 };
  return compare(
    () => floor.call(request),
    () => skill.invoke("read_env", args),
    { per: args.count },
  );
}

function encodeRequest(method: string, args: Args): Uint8Array {
  return encode({
    version: 1,
    request_id: "bench-1",
    trace_id: "",
    session_id: "bench",
    llm_session_id: "",
    method,
    skill_id: "bench",
    state: null,
    payload: encode(args),
    deadline_ns: 0,
  });
}

async function setStage(): Promise<Stage> {
  const { parseWat } = await wabt();
  const wat = readFileSync(new URL("floor.wat", import.meta.url), "utf8");
  const floor = parseWat("floor.wat", wat, { bulk_memory: true }).toBinary({}).buffer;
  const source = readFileSync(new URL("skills/echo.ts", import.meta.url), "utf8");
  const { wasm } = await buildSkill(source);
  return {
    floor: new RawCaller(new webAssembly.Module(floor)),
    echo: new RawCaller(new webAssembly.Module(wasm)),
    skill: createSkill(loadModule(wasm), { devices: hostDevices() }),
  };
}

/** Measures the cases whose group and name pass the filter. */
export async function measureSpeed(wanted: (name: string) => boolean): Promise<Row[]> {
  const chosen = cases.filter(({ group, name }) => wanted(`${group} ${name}`));
  if (chosen.length === 0) return [];
  const stage = await setStage();
  return chosen.map(({ run, ...row }) => {
    const { ratio, floorNs, subjectNs } = run(stage);
    const detail = `${micros(subjectNs)} against ${micros(floorNs)}`;
    return { ...row, value: ratio, unit: "x floor", detail };
  });
}

function micros(ns: number): string {
  return `${(ns / 1000).toFixed(2)} µs`;
}
