import { readFileSync } from "node:fs";
import { encode } from "@msgpack/msgpack";
import { buildSkill } from "../support/build-skill.js";
import type { AscVersion } from "../support/compile.js";
import { RawHost, type RawHostOptions } from "../support/raw-host.js";

const source = new URL("fixtures/habits/skill.ts", import.meta.url);

export const runtimes = ["incremental", "minimal"] as const;
export type Runtime = (typeof runtimes)[number];

/** The skill of fixtures/habits through skill-gen and asc. */
export async function buildHabits(
  runtime: Runtime,
  { asc = "0.28", ...options }: { asc?: AscVersion; optimizeLevel?: number } = {},
): Promise<Uint8Array> {
  const built = await buildSkill(readFileSync(source, "utf8"), {
    asc,
    options: { runtime, ...options },
  });
  return built.wasm;
}

/** A host whose files all hold `content`, unless `functions` say otherwise. */
export function openHabits(wasm: Uint8Array, options: RawHostOptions = {}): RawHost {
  const functions = { fs_read: () => fileOf("content"), ...options.functions };
  return new RawHost(wasm, { ...options, functions });
}

export function fileOf(content: string): Uint8Array {
  return encode({ content: new TextEncoder().encode(content) });
}
