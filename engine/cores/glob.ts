import { buildAutomaton } from "./glob/automaton.js";
import { parseGlob } from "./glob/parse.js";
import { accepts } from "./glob/run.js";

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
  return { pattern, matches: (text) => accepts(automaton, text) };
}
