import { type Automaton, buildAutomaton } from "./automaton.js";
import type { Part } from "./parse.js";
import { Walk } from "./run.js";

const MAX_STEPS = 200_000;

/**
 * Whether every text that `wanted` matches is matched by one of `granted`. Also false when that
 * can't be told in `MAX_STEPS` steps.
 */
export function containsPattern(granted: readonly Part[][], wanted: readonly Part[]): boolean {
  const outer = buildAutomaton([{ kind: "choice", options: [...granted] }]);
  const inner = buildAutomaton(wanted);
  return new Inclusion({
    outer,
    inner,
    alphabet: alphabetOf([...granted.flat(), ...wanted]),
  }).holds();
}

interface Question {
  outer: Automaton;
  inner: Automaton;
  alphabet: readonly string[];
}

/**
 * Walks both automata with the same texts: a state of the inner one beside the set of states that
 * the outer one is in then.
 */
class Inclusion {
  private readonly question: Question;
  private readonly outerWalk: Walk;
  private readonly innerWalk: Walk;
  /** The sets of outer states met so far; a set is known by its index. */
  private readonly sets: number[][] = [];
  private readonly setOf = new Map<string, number>();
  private readonly seen = new Set<string>();
  private readonly pending: [inner: number, set: number][] = [];

  constructor(question: Question) {
    this.question = question;
    this.outerWalk = new Walk(question.outer);
    this.innerWalk = new Walk(question.inner);
  }

  holds(): boolean {
    const { outer, inner, alphabet } = this.question;
    let left = MAX_STEPS;
    this.enter(inner.first, this.intern(this.outerWalk.enter([outer.first])));
    for (let pair = this.pending.pop(); pair !== undefined; pair = this.pending.pop()) {
      const [index, set] = pair;
      const current = this.sets[set] as number[];
      if (index === inner.last && !current.includes(outer.last)) return false;
      const state = inner.states[index];
      for (const char of state?.accepts ? alphabet.filter(state.accepts) : []) {
        left -= current.length + 1;
        if (left < 0) return false;
        this.enter(state?.to[0] as number, this.intern(this.outerWalk.step(current, char)));
      }
    }
    return true;
  }

  private intern(states: number[]): number {
    const key = states.sort((a, b) => a - b).join();
    const known = this.setOf.get(key);
    if (known !== undefined) return known;
    this.setOf.set(key, this.sets.length);
    return this.sets.push(states) - 1;
  }

  private enter(innerFrom: number, set: number): void {
    for (const index of this.innerWalk.enter([innerFrom])) {
      const key = `${index} ${set}`;
      if (this.seen.has(key)) continue;
      this.seen.add(key);
      this.pending.push([index, set]);
    }
  }
}

/** One character for each run of characters that no part tells apart. */
export function alphabetOf(parts: readonly Part[]): string[] {
  const borders = new Set([0, 0x2f, 0x30]);
  const visit = (part: Part): void => {
    if (part.kind === "choice") part.options.flat().forEach(visit);
    for (const [low, high] of rangesOf(part)) borders.add(low).add(high + 1);
  };
  parts.forEach(visit);
  return [...borders].filter((point) => point <= 0x10ffff).map((p) => String.fromCodePoint(p));
}

function rangesOf(part: Part): [number, number][] {
  if (part.kind === "set") return part.set.ranges;
  const point = part.kind === "literal" ? part.char.codePointAt(0) : undefined;
  return point === undefined ? [] : [[point, point]];
}
