import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  createSkill,
  type HostCallRecord,
  loadModule,
  SkillTrapError,
} from "@luminarys/sdk-as/engine";
import { hostDevices } from "./demo/devices.js";
import { callOverMcp } from "./demo/mcp.js";
import { bytes, dim, failure, good, show, title } from "./demo/paint.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const project = join(root, "templates/hello");
const file = join(project, "build/hello.wasm");

const calls: [method: string, args: Record<string, unknown>][] = [
  ["text_stats", { text: readFileSync(join(project, "README.md"), "utf8"), top: 5 }],
  ["checksum", { data: new TextEncoder().encode("hello") }],
  ["host_report", {}],
  ["greet", { name: "Ada" }],
  ["greet", {}],
  ["note", { message: "The demo was here", level: "warn" }],
  ["parse_number", { text: "6.02e23" }],
  ["parse_number", { text: "many" }],
  ["parse_number", {}],
  ["parse_number", { text: "1" }],
];

/** Runs one step of the build and says how long it took. */
function step(name: string, text: string, run: () => string): void {
  const started = performance.now();
  const outcome = run();
  print(`${title(name.padEnd(10))}${text}`, outcome, performance.now() - started);
}

function print(left: string, right: string, milliseconds: number): void {
  const time = dim(`${milliseconds.toFixed(2)} ms`);
  console.log([left, good(right), time].filter((part) => part !== "").join("  "));
}

function build(): void {
  step("skill-gen", "assembly/skill.ts -> assembly/lib.ts", () => {
    node(join(root, "bin/skill-gen.js"), "assembly");
    return "";
  });
  step("asc", "assembly/lib.ts -> build/hello.wasm", () => {
    const asc = join(root, "node_modules/assemblyscript/bin/asc.js");
    node(asc, "assembly/lib.ts", "--target", "release");
    return bytes(readFileSync(file).length);
  });
}

/** Ends the demo when the tool fails, which has then said why. */
function node(...args: string[]): void {
  const { status } = spawnSync(process.execPath, args, { cwd: project, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

function reportHostCall({ name, request, answer, error, durationMs }: HostCallRecord): void {
  const outcome = error ? failure(error.message) : answer === undefined ? "" : show(answer);
  print(dim(`  host  ${name} ${show(request)} ->`), outcome, durationMs);
}

function run(): void {
  build();
  const started = performance.now();
  const module = loadModule(readFileSync(file));
  const skill = createSkill(module, { devices: hostDevices(), onHostCall: reportHostCall });
  const { skill_name, skill_version, methods } = skill.describe();
  const needs = `asks the host for ${module.hostFunctions.join(", ")}`;
  print(`${title("engine".padEnd(10))}${needs}`, "", performance.now() - started);
  console.log(`\n${title(`${skill_name} ${skill_version}`)}, ${methods.length} methods\n`);
  for (const [method, args] of calls) call(method, args);

  function call(method: string, args: Record<string, unknown>): void {
    console.log(`${title(method)} ${show(args)}`);
    const began = performance.now();
    try {
      const { value, error, llmContext } = skill.invoke(method, args);
      if (llmContext) console.log(dim(`  for the model: ${llmContext}`));
      print("  =>", error === undefined ? show(value) : failure(error), performance.now() - began);
    } catch (error) {
      if (!(error instanceof SkillTrapError)) throw error;
      const { message, file, line, column } = error;
      const place = `${file}:${line}:${column}`;
      print("  =>", failure(`${message} (trap at ${place})`), performance.now() - began);
    }
    console.log();
  }
}

/** The same skill in a thread of the real host, as its manifest permits. */
function callForReal(): void {
  const args = ["call", "manifest.yaml", "greet", "--name", "Ada", "--trace"];
  console.log(`${title("for real".padEnd(10))}skill-host ${args.join(" ")}\n`);
  node(join(root, "host/bin/skill-host.js"), ...args);
  console.log();
}

run();
callForReal();
await callOverMcp(root);
