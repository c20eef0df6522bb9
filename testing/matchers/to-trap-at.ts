import { SkillTrapError } from "../../engine/errors.js";
import type { MatcherContext, MatcherOutcome } from "./matcher.js";
import { type Ending, endingOf, tellEnding } from "./received.js";

interface Place {
  readonly file: string;
  readonly line: number;
}

export function toTrapAt(
  this: MatcherContext,
  received: unknown,
  file: string,
  line?: number,
): MatcherOutcome {
  const ending = endingOf(received, "toTrapAt");
  const place = placeOf(ending);
  const inFile = place !== undefined && `/${place.file}`.endsWith(`/${file}`);
  const pass = inFile && (line === undefined || place.line === line);
  const wanted = line === undefined ? file : `${file}:${line}`;
  const told = tellEnding(ending, this);
  const message = () => `Expected ${pass ? "no" : "a"} trap at ${wanted}; ${told}`;
  if (pass || place === undefined) return { pass, message };
  const actual = line === undefined ? place.file : `${place.file}:${place.line}`;
  return { pass, message, actual, expected: wanted };
}

/** Where the guest says that it threw, else the nearest line of its sources in the stack. */
function placeOf(ending: Ending): Place | undefined {
  if (ending.kind !== "thrown" || !(ending.error instanceof SkillTrapError)) return undefined;
  const { file, line, stack = "" } = ending.error;
  if (file !== undefined && line !== undefined) return { file, line };
  const [, path, number] = /^\s+at (?:.*\()?(.+\.ts):(\d+):\d+\)?$/m.exec(stack) ?? [];
  if (path === undefined) return undefined;
  return { file: path.replaceAll("\\", "/"), line: Number(number) };
}
