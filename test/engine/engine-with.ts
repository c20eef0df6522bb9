import { createEngine, type Engine, type EngineOptions } from "../../engine/engine.js";
import type { Manifest, ManifestInput } from "../../engine/manifest/model.js";
import { completeManifest } from "../../engine/manifest.js";
import { ManualClock } from "../../engine/manual-clock.js";
import type { EngineNotice } from "../../engine/notice.js";
import { type Script, scriptedRunner } from "./scripted-runner.js";

export interface Bench {
  engine: Engine;
  clock: ManualClock;
  notices: EngineNotice[];
}

/** An engine of scripted skills on a clock that stands at 1,000,000 ms. */
export function engineWith(
  scripts: Record<string, Script & { manifest?: Partial<ManifestInput> }>,
  options: EngineOptions = {},
): Bench {
  const clock = new ManualClock(1_000_000);
  const notices: EngineNotice[] = [];
  const onNotice = (notice: EngineNotice) => notices.push(notice);
  const engine = createEngine({ clock, onNotice, ...options });
  for (const [id, script] of Object.entries(scripts)) {
    engine.add({ manifest: manifestOf(id, script.manifest), runner: scriptedRunner(script) });
  }
  return { engine, clock, notices };
}

/** A manifest that lets the skill invoke everybody. */
export function manifestOf(id: string, input: Partial<ManifestInput> = {}): Manifest {
  const open = { can_invoke: ["*"], can_be_invoked_by: ["*"] };
  return completeManifest({ id, path: "skill.wasm", invoke_policy: open, ...input });
}
