const begin = "<!-- Made by `npm run bench` from bench/results/latest.json: begin -->";
const end = "<!-- Made by `npm run bench`: end -->";

/** The page with another text between its marks. Throws an Error if it hasn't both, once each. */
export function replacePart(page: string, text: string): string {
  const [before, rest, ...more] = page.split(begin);
  const [, after, ...others] = (rest ?? "").split(end);
  if (after === undefined || more.length + others.length > 0) {
    throw new Error(`Cannot make the page: it hasn't both marks once. Hint: "${begin}", "${end}"`);
  }
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}
