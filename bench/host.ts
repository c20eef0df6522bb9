import { readFileSync } from "node:fs";
import { createMockHost } from "@luminarys/sdk-as/testing";
import { encode } from "@msgpack/msgpack";
import { webAssembly } from "../engine/webassembly.js";
import { buildSkill } from "../test/support/build-skill.js";
import { compare } from "./compare.js";
import { RawCaller } from "./raw-caller.js";
import type { Row } from "./report.js";

const group = "mock host";
const name = "a fresh host and a call";

/** A host with a fresh instance and one call, against a bare instance and a raw call. */
export async function measureHost(wanted: (name: string) => boolean): Promise<Row[]> {
  if (!wanted(`${group} ${name}`)) return [];
  const source = readFileSync(new URL("skills/echo.ts", import.meta.url), "utf8");
  const { wasm: skill } = await buildSkill(source);
  const module = new webAssembly.Module(skill);
  const args = { text: "hello" };
  const request = encode({ version: 1, method: "echo", payload: encode(args) });
  const { ratio, floorNs, subjectNs } = compare(
    () => void new RawCaller(module).call(request),
    () => void createMockHost({ skill }).call("echo", args),
  );
  const detail = `${(subjectNs / 1000).toFixed(0)} µs against ${(floorNs / 1000).toFixed(0)} µs`;
  return [{ group, name, value: ratio, unit: "x floor", limit: 3, detail }];
}
