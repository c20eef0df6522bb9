import type { MatcherContext, MatcherOutcome } from "./matcher.js";
import { type Ending, endingOf, tellEnding } from "./received.js";
import { matchesText, showText } from "./text-pattern.js";

export function toFailWith(
  this: MatcherContext,
  received: unknown,
  text: string | RegExp,
): MatcherOutcome {
  const ending = endingOf(received, "toFailWith");
  const failure = failureOf(ending);
  const pass = failure !== undefined && matchesText(failure, text);
  const told = tellEnding(ending, this);
  const message = () => `Expected ${pass ? "no " : "an "}error with ${showText(text)}; ${told}`;
  if (pass || failure === undefined || typeof text !== "string") return { pass, message };
  return { pass, message, actual: failure, expected: text };
}

function failureOf(ending: Ending): string | undefined {
  if (ending.kind === "value") return undefined;
  return ending.kind === "error" ? ending.error : ending.error.message;
}
