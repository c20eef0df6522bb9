import { readFileSync } from "node:fs";
import { buildSkill } from "../support/build-skill.js";
import { RawHost } from "../support/raw-host.js";

const source = new URL("fixtures/surface/skill.ts", import.meta.url);

/** The skill of fixtures/surface, which uses what the library has beside host functions. */
export async function buildSurface(): Promise<Uint8Array> {
  return (await buildSkill(readFileSync(source, "utf8"))).wasm;
}

export async function openSurface(): Promise<RawHost> {
  return new RawHost(await buildSurface());
}
