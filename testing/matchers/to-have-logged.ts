import { listed, type MatcherContext, type MatcherOutcome } from "./matcher.js";
import { logOf } from "./received.js";
import { matchesText, showText } from "./text-pattern.js";

export function toHaveLogged(
  this: MatcherContext,
  received: unknown,
  text: string | RegExp,
  level?: string,
): MatcherOutcome {
  const lines = logOf(received, "toHaveLogged");
  const pass = lines.some(
    (line) => (level === undefined || line.level === level) && matchesText(line.message, text),
  );
  const shown = lines.map((line) => `${line.level} ${line.message}`);
  const wanted = `${level === undefined ? "" : `${level} `}line with ${showText(text)}`;
  const message = () => listed(`Expected ${pass ? "no" : "a"} ${wanted} in the log:`, shown);
  return { pass, message };
}
