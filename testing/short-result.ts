import type { JournalEntry } from "../engine/journal.js";
import type { MockResult } from "./mock-result.js";

type Inspect = (value: unknown, options: object) => string;

/** Gives the result a short form for `console.log`: a journal of one call fills a screen otherwise. */
export function withShortForm(result: MockResult): MockResult {
  const print = (_depth: number, options: object, inspect: Inspect) =>
    `MockResult ${inspect(shortForm(result), options)}`;
  return Object.defineProperty(result, Symbol.for("nodejs.util.inspect.custom"), { value: print });
}

/** Each host call as a text, and no key that says nothing. */
function shortForm({ journal, commands, ...rest }: MockResult): object {
  const told = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(told),
    ...(commands.length > 0 && { commands }),
    ...(journal.length > 0 && { journal: journal.map(callText) }),
  };
}

function callText({ name, allowed, error }: JournalEntry): string {
  if (!error) return name;
  return `${name}: ${allowed ? error.code : "denied"}`;
}
