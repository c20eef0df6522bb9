import type { JournalEntry } from "../../engine/journal.js";
import type { HostFunctionName } from "../../engine/wire/host-functions.gen.js";
import { demandHostFunction } from "../host-function.js";
import {
  hasSubset,
  listed,
  type MatcherContext,
  type MatcherOutcome,
  pickLike,
  showValue,
} from "./matcher.js";
import { journalOf } from "./received.js";

export function toHaveCalledHost(
  this: MatcherContext,
  received: unknown,
  name: HostFunctionName,
  request: Readonly<Record<string, unknown>> = {},
): MatcherOutcome {
  const entries = journalOf(received, "toHaveCalledHost");
  demandHostFunction(name, "use toHaveCalledHost");
  const calls = entries.filter((entry) => entry.name === name);
  const fits = ({ request: actual }: JournalEntry) =>
    hasSubset(this, { actual, expected: request });
  const pass = calls.some(fits);
  const shown = Object.keys(request).length === 0 ? "" : ` with ${showValue(this, request)}`;
  const called = calls.map(({ request: actual }) => showValue(this, actual));
  const others = [...new Set(entries.map((entry) => entry.name))];
  const message = () => {
    if (pass) return listed(`Expected no call of ${name}${shown}; its requests:`, called);
    const title = `Expected a call of ${name}${shown}`;
    if (calls.length > 0) return listed(`${title}; its requests:`, called);
    return listed(`${title}; it was never called; host functions called:`, others);
  };
  const nearest = calls.at(-1)?.request;
  if (pass || nearest === undefined) return { pass, message };
  return { pass, message, actual: pickLike(nearest, request), expected: request };
}
