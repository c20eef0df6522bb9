import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Random } from "../test/support/random.js";
import { listSources, root } from "../test/support/sources.js";
import { type Mutant, mutantsOf } from "./mutation/mutants.js";
import { type Room, rooms } from "./mutation/rooms.js";
import { copyTree, type TreeCopy } from "./mutation/tree-copy.js";

/*
 * Changes permissions and codecs, one place at a time, and asks whether a test notices:
 *
 *   npm run mutate [-- --count 60 --seed 1 --room permissions --at engine/permissions/tcp.ts:38]
 *
 * `--at` takes every mutant of a file or a line instead of a sample. Survivors are printed with their
 * place. Fails only when the tests fail without any change.
 */
const { values } = parseArgs({
  options: {
    count: { type: "string", default: "60" },
    seed: { type: "string", default: `${Date.now() % 1_000_000}` },
    room: { type: "string", multiple: true, default: rooms.map(({ name }) => name) },
    at: { type: "string", multiple: true },
    list: { type: "boolean", default: false },
  },
});

type Outcome = "killed" | "survived" | "hung";

interface Trial {
  outcome: Outcome;
  /** What the tests printed. */
  printed: string;
}

/** A mutant that takes so many times longer than its room's tests without any change hangs. */
const PATIENCE = 5;

/** `timeout` is in milliseconds, for each process; none unless given. */
function runRoom(tree: TreeCopy, { tests, timeout }: Room & { timeout?: number }): Trial {
  for (const files of tests) {
    const trial = runTests(tree, { files, timeout });
    if (trial.outcome !== "survived") return trial;
  }
  return { outcome: "survived", printed: "" };
}

function runTests(
  tree: TreeCopy,
  { files, timeout }: { files: string[]; timeout: number | undefined },
): Trial {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const run = spawnSync(process.execPath, [vitest, "run", "--reporter=dot", ...files], {
    cwd: tree.dir,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    timeout,
    killSignal: "SIGKILL",
  });
  const printed = `${run.stdout}${run.stderr}`;
  if (run.signal !== null) return { outcome: "hung", printed };
  return { outcome: run.status === 0 ? "survived" : "killed", printed };
}

function mutantsOfRoom({ sources }: Room): Mutant[] {
  const files = listSources((path) => sources.some((each) => path.startsWith(each)));
  const code = files.map(({ path }) => path).filter((path) => /(?<!\.gen)\.ts$/.test(path));
  return code.sort().flatMap((path) => mutantsOf(root, path));
}

function isAt({ path, line }: Mutant, place: string): boolean {
  return place === path || place === `${path}:${line}`;
}

/** None twice. */
function sample(mutants: Mutant[], { count, random }: { count: number; random: Random }): Mutant[] {
  const left = [...mutants];
  const taken: Mutant[] = [];
  while (taken.length < count && left.length > 0) {
    taken.push(...left.splice(random.below(left.length), 1));
  }
  return taken;
}

function tryRoom(room: Room, { tree, chosen }: { tree: TreeCopy; chosen: Mutant[] }): Outcome[] {
  if (chosen.length === 0) return [];
  const startMs = performance.now();
  const { outcome, printed } = runRoom(tree, room);
  const timeout = PATIENCE * (performance.now() - startMs);
  if (outcome !== "survived") {
    throw new Error(`Cannot mutate ${room.name}: its tests fail without any change:\n${printed}`);
  }
  return chosen.map((mutant) => {
    const { path, line, column, words, original, changed } = mutant;
    tree.write(path, changed);
    const { outcome } = runRoom(tree, { ...room, timeout });
    tree.write(path, original);
    console.log(`${outcome.padEnd(8)}  ${path}:${line}:${column}  ${words}`);
    return outcome;
  });
}

function main(): void {
  const random = new Random(Number(values.seed));
  const wanted = rooms.filter(({ name }) => values.room.includes(name));
  const count = Math.ceil(Number(values.count) / wanted.length);
  const plan = wanted.map((room) => {
    const all = mutantsOfRoom(room);
    const { at } = values;
    const chosen = at
      ? all.filter((mutant) => at.some((place) => isAt(mutant, place)))
      : sample(all, { count, random });
    console.log(`${room.name}: ${chosen.length} of ${all.length} mutants, seed ${values.seed}`);
    return { room, chosen };
  });
  if (values.list) return;
  const tree = copyTree();
  try {
    const outcomes = plan.flatMap(({ room, chosen }) => tryRoom(room, { tree, chosen }));
    const of = (outcome: Outcome) => outcomes.filter((each) => each === outcome).length;
    console.log(`${of("killed")} killed, ${of("hung")} hung, ${of("survived")} survived`);
  } finally {
    tree.remove();
  }
}

main();
