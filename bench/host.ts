import { readFileSync } from "node:fs";
import { encode } from "@msgpack/msgpack";
import { webAssembly } from "../engine/webassembly.js";
import { buildPackage } from "../test/support/build-packages.js";
import { buildSkill } from "../test/support/build-skill.js";
import { compare } from "./compare.js";
import { RawCaller } from "./raw-caller.js";
import type { Row } from "./report.js";
import { timeTests } from "./thousand-tests.js";

const group = "mock host";
const names = { fresh: "a fresh host and a call", tests: "1,000 such tests" } as const;

/** Of the built package, which is what a skill's tests load. */
export async function measureHost(wanted: (name: string) => boolean): Promise<Row[]> {
  const rows = [
    { name: names.fresh, measure: measureFresh },
    { name: names.tests, measure: measureTests },
  ].filter(({ name }) => wanted(`${group} ${name}`));
  if (rows.length === 0) return [];
  buildPackage("@luminarys/sdk-as");
  const source = readFileSync(new URL("skills/echo.ts", import.meta.url), "utf8");
  const { wasm } = await buildSkill(source);
  const measured: Row[] = [];
  for (const { measure } of rows) measured.push(await measure(wasm));
  return measured;
}

/** A host with a fresh instance and one call, against a bare instance and a raw call. */
async function measureFresh(skill: Uint8Array): Promise<Row> {
  const built = new URL("../dist/testing/index.js", import.meta.url);
  const { createMockHost } = (await import(built.href)) as typeof import("../testing/index.js");
  const module = new webAssembly.Module(skill);
  const args = { text: "hello" };
  const request = encode({ version: 1, method: "echo", payload: encode(args) });
  const { ratio, floorNs, subjectNs } = compare(
    () => void new RawCaller(module).call(request),
    () => void createMockHost({ skill }).call("echo", args),
    { warmUpMs: 1500 },
  );
  const detail = `${(subjectNs / 1000).toFixed(0)} µs against ${(floorNs / 1000).toFixed(0)} µs`;
  return { group, name: names.fresh, value: ratio, unit: "x floor", limit: 3, detail };
}

/** A whole run of vitest, its start included. */
function measureTests(skill: Uint8Array): Row {
  const { totalMs, testsMs } = timeTests(skill);
  const detail = `the tests themselves ${testsMs} ms, in two files on two workers`;
  return { group, name: names.tests, value: totalMs, unit: "ms", aim: 2000, detail };
}
