import { distance } from "fastest-levenshtein";

/** The one of `known` that `word` is likely a misspelling of. */
export function nearestName(word: string, known: readonly string[]): string | undefined {
  const near = known
    .map((name) => ({ name, edits: distance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)[0];
  if (near === undefined || near.edits >= word.length) return undefined;
  return near.edits <= Math.max(2, Math.floor(word.length / 2)) ? near.name : undefined;
}
