import { buildAutomaton } from "./automaton.js";
import { alphabetOf } from "./contain.js";
import type { Part } from "./parse.js";
import { Walk } from "./run.js";

/** Whether some text is matched by both. */
export function patternsOverlap(left: readonly Part[], right: readonly Part[]): boolean {
  const [a, b] = [buildAutomaton(left), buildAutomaton(right)];
  const [walkA, walkB] = [new Walk(a), new Walk(b)];
  const alphabet = alphabetOf([...left, ...right]);
  const seen = new Set<string>();
  const pending: [number, number][] = [];
  const enter = (fromA: number, fromB: number) => {
    for (const inA of walkA.enter([fromA])) {
      for (const inB of walkB.enter([fromB])) {
        if (seen.size === seen.add(`${inA} ${inB}`).size) continue;
        pending.push([inA, inB]);
      }
    }
  };
  enter(a.first, b.first);
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    if (pair[0] === a.last && pair[1] === b.last) return true;
    const [stateA, stateB] = [a.states[pair[0]], b.states[pair[1]]];
    const shared = alphabet.some((char) => stateA?.accepts?.(char) && stateB?.accepts?.(char));
    if (shared) enter(stateA?.to[0] as number, stateB?.to[0] as number);
  }
  return false;
}
