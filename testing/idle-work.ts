import type { SkillRunner } from "../engine/hosted-skill.js";
import type { ManualClock } from "../engine/manual-clock.js";
import { attempt, chain, unwrap } from "../engine/maybe.js";

/** Work that must not run inside a skill's call: it waits in line until none runs. */
export class IdleWork {
  private readonly clock: ManualClock;
  private readonly line: (() => void)[] = [];
  private running = 0;

  constructor(clock: ManualClock) {
    this.clock = clock;
  }

  /** Runs it now, or in its turn. */
  add(work: () => void): void {
    this.line.push(work);
    this.proceed();
  }

  /** Runs what waits, unless a call runs. */
  proceed(): void {
    while (this.running === 0) {
      const work = this.line.shift();
      if (!work) return;
      work();
    }
  }

  /** The same runner, whose calls are known to run. */
  watch(runner: SkillRunner): SkillRunner {
    return {
      ...runner,
      invokeRaw: (method, payload, call) => {
        this.running++;
        return chain(
          attempt(() => runner.invokeRaw(method, payload, call)),
          (outcome) => {
            this.running--;
            this.wake();
            return unwrap(outcome);
          },
        );
      },
    };
  }

  /** The engine has more to do with the call that has ended, so what waits goes on a bit later. */
  private wake(): void {
    if (this.running === 0 && this.line.length > 0) this.clock.setTimer(0, () => this.proceed());
  }
}
