import { type Environment, expandVariables, expansionHint } from "@luminarys/sdk-as/engine";
import type { Shape } from "@luminarys/sdk-as/engine/yaml";

/** A text in which `${VAR}` is expanded; `parse` may refuse it by throwing a SyntaxError. */
export type ExpandedText = <T = string>(parse?: (text: string) => T, expected?: string) => Shape<T>;

export function expandedText(environment: Environment): ExpandedText {
  return <T = string>(parse?: (text: string) => T, expected = "a string"): Shape<T> => ({
    absent: "required",
    read(value) {
      const { scalar, path } = value;
      if (typeof scalar !== "string") return void value.reportType(expected);
      const text = attempt(() => expandVariables(scalar, environment));
      if ("problem" in text) {
        return void value.report(`Cannot expand ${path}: ${text.problem}`, text.hint);
      }
      const parsed = attempt(() => (parse ? parse(text.value) : (text.value as T)));
      if ("problem" in parsed) return void value.report(parsed.problem);
      return parsed.value;
    },
  });
}

function attempt<T>(read: () => T): { value: T } | { problem: string; hint?: string } {
  try {
    return { value: read() };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const hint = expansionHint(error);
    return { problem: error.message, ...(hint && { hint }) };
  }
}
