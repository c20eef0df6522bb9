import { Random } from "../../../test/support/random.js";
import { type CrashRound, readTally, runUntilKilled, tallyFault } from "./crash-round.js";

export interface CrashOptions extends Omit<CrashRound, "killAfterMs" | "since"> {
  readonly rounds: number;
  /** Decides when each host is killed. */
  readonly seed: number;
  /** The longest that one may work. */
  readonly mostMs: number;
}

/** Kills a host again and again on one store. Gives what was wrong, and the last acknowledged work. */
export async function crashRepeatedly({ rounds, seed, mostMs, ...round }: CrashOptions) {
  const random = new Random(seed);
  const faults: string[] = [];
  let acknowledged = 0;
  for (let number = 1; number <= rounds; number++) {
    const killAfterMs = random.below(mostMs);
    // On a busy machine none of them may come that far by itself.
    const since = number === rounds ? "ack" : "ready";
    const run = await runUntilKilled({ ...round, killAfterMs, since });
    acknowledged = Math.max(acknowledged, run.acknowledged);
    const fault = run.errors || (await lookForFault(round.path, acknowledged));
    if (fault) faults.push(`round ${number}: ${fault}`);
  }
  return { acknowledged, faults };
}

async function lookForFault(path: string, acknowledged: number): Promise<string | undefined> {
  try {
    return tallyFault(await readTally(path), acknowledged);
  } catch (error) {
    return String(error);
  }
}
