/** The name closest to `word` by edits, or "" when none is close. */
export function nearest(word: string, names: readonly string[]): string {
  if (word === "" || names.includes(word)) return word;
  let best = "";
  let least = Math.floor(Math.max(word.length, 4) / 2) + 1;
  for (const name of names) {
    const distance = editDistance(word.toLowerCase(), name.toLowerCase());
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** How many letters to add, remove or replace; of very long words only an estimate. */
export function editDistance(a: string, b: string): number {
  if (a.length > 64) return a.length;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      const [up = 0, diagonal = 0, before = 0] = [row[j + 1], row[j], next[j]];
      next.push(Math.min(up + 1, before + 1, diagonal + (left === right ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? a.length;
}
