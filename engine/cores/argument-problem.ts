/** What is wrong with one argument. */
export interface ArgumentProblem {
  /** As the user knows it: `--limit`, or a path into JSON such as `items[3].price`. */
  readonly name: string;
  readonly message: string;
}

const MAX_SHOWN = 40;

/** A value for messages: `"text"`, `12`, `a list`, `a map`, `nothing`. */
export function shownValue(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
}
