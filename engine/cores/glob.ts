import { type Automaton, buildAutomaton } from "./glob/automaton.js";
import { parseGlob } from "./glob/parse.js";

/** A pattern ready to match. */
export interface Glob {
  readonly pattern: string;
  /** Whether the whole text matches, in time linear in its length. */
  matches(text: string): boolean;
}

/**
 * Compiles a pattern: `*` any run without `/`, `**` any run, `?` one character but `/`, `[a-z]` and
 * `[!a-z]` one of a set, `{a,b}` either, `\` takes the next character as it is. A whole segment
 * `**` also stands for no directory: `a/**` + `/b` matches `a/b`. Throws a SyntaxError.
 */
export function compileGlob(pattern: string): Glob {
  if (!/[*?[{\\]/.test(pattern)) return { pattern, matches: (text) => text === pattern };
  const automaton = buildAutomaton(parseGlob(pattern));
  return { pattern, matches: (text) => run(automaton, text) };
}

function run({ states, first, last }: Automaton, text: string): boolean {
  const seen = new Int32Array(states.length).fill(-1);
  let step = 0;
  /** Adds a state and all that it is at once. */
  const enter = (list: number[], from: number) => {
    const pending = [from];
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      if (seen[index] === step) continue;
      seen[index] = step;
      const state = states[index];
      if (!state || state.accepts || index === last) list.push(index);
      else for (const next of state.to) pending.push(next);
    }
  };
  let current: number[] = [];
  enter(current, first);
  for (const char of text) {
    if (current.length === 0) return false;
    step++;
    const next: number[] = [];
    for (const index of current) {
      const state = states[index];
      if (state?.accepts?.(char)) enter(next, state.to[0] as number);
    }
    current = next;
  }
  return current.includes(last);
}
