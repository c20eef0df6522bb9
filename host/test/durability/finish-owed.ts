import { completeManifest, createEngine, type SkillRunner } from "@luminarys/sdk-as/engine";
import { openBuiltStore, readTally } from "./crash-round.js";
import { tallyRunner, workerRunner } from "./tally-runners.js";

/** More than any test takes to do what is owed. */
const MOST_TURNS = 100_000;

/** Starts the scripted skills on a store once more, and gives the tally when nothing is owed. */
export async function finishOwed(path: string) {
  const store = await openBuiltStore({ path, survives: "process" });
  const engine = createEngine({
    store,
    createId: (kind) => `${kind}-last-${Math.random()}`,
    waitsForResume: true,
  });
  const runners: Record<string, SkillRunner> = { tally: tallyRunner(), worker: workerRunner() };
  const open = { can_invoke: ["*"], can_be_invoked_by: ["*"] };
  for (const [id, runner] of Object.entries(runners)) {
    const manifest = completeManifest({ id, path: "skill.wasm", invoke_policy: open });
    await engine.add({ manifest, runner });
  }
  await engine.resume();
  const left = () =>
    store.listTasks().length + store.listSchedules("tally").length + store.listBatches().length;
  for (let turn = 0; turn < MOST_TURNS && left() > 0; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await engine.close();
  await store.close();
  const { works, heard, ticks, batches, owed } = await readTally(path);
  return { works, heard, ticks, batches, left: owed.heard + owed.ticks + owed.batches };
}
