import type { JournalEntry } from "../../engine/journal.js";
import { type AreaName, hostFunctions } from "../../engine/wire/host-functions.gen.js";
import { listed, type MatcherContext, type MatcherOutcome } from "./matcher.js";
import { journalOf } from "./received.js";

export function toBeDenied(
  this: MatcherContext,
  received: unknown,
  area?: AreaName,
): MatcherOutcome {
  const entries = journalOf(received, "toBeDenied").filter(
    ({ name }) => area === undefined || hostFunctions[name].area === area,
  );
  const pass = entries.some(({ allowed }) => !allowed);
  const kind = area === undefined ? "host call" : `host call of ${area}`;
  const message = () => {
    const title = pass ? `Expected no denied ${kind}` : `Expected a denied ${kind}`;
    return listed(`${title}; the calls:`, entries.map(tellCall));
  };
  return { pass, message };
}

function tellCall({ name, allowed, reason }: JournalEntry): string {
  const verdict = allowed ? "allowed" : "denied";
  return `${name} ${verdict}${reason === "" ? "" : `: ${reason}`}`;
}
