import { findObstacles } from "./find-obstacles.js";
import { listSteps, type Step } from "./list-steps.js";
import { readRelease } from "./read-release.js";

export interface Surroundings {
  root: string;
  /** Where the packages are packed to. */
  folder: string;
  env: Readonly<Record<string, string | undefined>>;
  print(line: string): void;
  /** Gives what a command prints; throws an Error where it fails. */
  ask(command: string, args: readonly string[]): string;
  /** Runs a command that prints for itself. Throws an Error where it fails. */
  run(command: string, args: readonly string[]): void;
}

/** Shows the steps of a release, or takes them with `--publish`. Gives the exit code. */
export function release(args: readonly string[], surroundings: Surroundings): number {
  const { root, folder, env, print } = surroundings;
  const unknown = args.find((arg) => arg !== "--publish" && arg !== "--dry-run");
  if (unknown !== undefined) {
    print(`Cannot read option "${unknown}": expected --dry-run (the default) or --publish`);
    return 2;
  }
  const isReal = args.includes("--publish") && !args.includes("--dry-run");
  const read = readRelease(root);
  const obstacles = findObstacles(root, read);
  if (isReal && !env.ACTIONS_ID_TOKEN_REQUEST_URL) {
    obstacles.push('nobody here vouches for the provenance. Hint: run the workflow "release"');
  }
  for (const obstacle of obstacles) print(`Cannot release ${read.version}: ${obstacle}`);
  for (const step of listSteps(read.version, folder)) {
    if (!isReal) print(`would run  ${show(step)}`);
    else if (obstacles.length === 0) take(step, surroundings);
  }
  return obstacles.length === 0 ? 0 : 1;
}

function take(step: Step, { print, ask, run }: Surroundings): void {
  if (step.unless && isAnswered(() => ask(step.command, step.unless ?? []))) {
    print(`is done    ${show(step)}`);
    return;
  }
  print(`runs       ${show(step)}`);
  run(step.command, step.args);
}

/** npm fails when asked for a version that isn't there. */
function isAnswered(ask: () => string): boolean {
  try {
    return ask().trim() !== "";
  } catch {
    return false;
  }
}

function show({ command, args }: Step): string {
  return [command, ...args].join(" ");
}
