import type { Automaton } from "./automaton.js";

/** Whether the automaton accepts the whole text, in time linear in its length. */
export function accepts(automaton: Automaton, text: string): boolean {
  const walk = new Walk(automaton);
  let current = walk.enter([automaton.first]);
  for (const char of text) {
    if (current.length === 0) return false;
    current = walk.step(current, char);
  }
  return current.includes(automaton.last);
}

/** Takes sets of states from one to the next. */
export class Walk {
  private readonly automaton: Automaton;
  /** For each state the last round that met it. */
  private readonly met: Int32Array;
  private round = 0;

  constructor(automaton: Automaton) {
    this.automaton = automaton;
    this.met = new Int32Array(automaton.states.length);
  }

  /** The states that consume or accept, of those that `from` are at once. Empties `from`. */
  enter(from: number[]): number[] {
    const { states, last } = this.automaton;
    const found: number[] = [];
    this.round++;
    for (let index = from.pop(); index !== undefined; index = from.pop()) {
      if (this.met[index] === this.round) continue;
      this.met[index] = this.round;
      const state = states[index];
      if (!state || state.accepts || index === last) found.push(index);
      else for (const next of state.to) from.push(next);
    }
    return found;
  }

  step(current: readonly number[], char: string): number[] {
    const next: number[] = [];
    for (const index of current) {
      const state = this.automaton.states[index];
      if (state?.accepts?.(char)) next.push(state.to[0] as number);
    }
    return this.enter(next);
  }
}
