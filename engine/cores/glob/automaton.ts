import type { CharacterSet, Part } from "./parse.js";

/** Consumes a character that it accepts, or (without `accepts`) is all states of `to` at once. */
export interface State {
  accepts?: (char: string) => boolean;
  to: number[];
}

/** A nondeterministic automaton; the last state is the accepting one. */
export interface Automaton {
  states: State[];
  first: number;
  last: number;
}

const notSlash = (char: string) => char !== "/";
const anything = () => true;

export function buildAutomaton(parts: readonly Part[]): Automaton {
  const states: State[] = [{ to: [] }];
  return { states, first: addSequence(states, parts, 0), last: 0 };
}

/** Each of these returns the state that begins what it adds, and `to` follows it. */
function addSequence(states: State[], parts: readonly Part[], to: number): number {
  let next = to;
  for (let index = parts.length - 1; index >= 0; index--) {
    next = addPart(states, parts[index] as Part, next);
  }
  return next;
}

function addPart(states: State[], part: Part, to: number): number {
  switch (part.kind) {
    case "literal":
      return add(states, { accepts: (char) => char === part.char, to: [to] });
    case "one":
      return add(states, { accepts: notSlash, to: [to] });
    case "set":
      return add(states, { accepts: (char) => inSet(part.set, char), to: [to] });
    case "run":
      return addLoop(states, notSlash, to);
    case "any":
      return addLoop(states, anything, to);
    case "dirs": {
      const slash = add(states, { accepts: (char) => char === "/", to: [to] });
      return add(states, { to: [addLoop(states, anything, slash), to] });
    }
    case "choice":
      return add(states, { to: part.options.map((option) => addSequence(states, option, to)) });
  }
}

function addLoop(states: State[], accepts: (char: string) => boolean, to: number): number {
  const loop = add(states, { to: [to] });
  states[loop]?.to.push(add(states, { accepts, to: [loop] }));
  return loop;
}

function add(states: State[], state: State): number {
  return states.push(state) - 1;
}

/** No set holds the slash, not even a negated one. */
function inSet({ negated, ranges }: CharacterSet, char: string): boolean {
  if (char === "/") return false;
  const point = char.codePointAt(0) as number;
  return ranges.some(([low, high]) => point >= low && point <= high) !== negated;
}
