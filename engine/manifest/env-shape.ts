import type { Shape } from "../yaml/shape.js";
import type { YamlValue } from "../yaml/yaml-value.js";
import { type Environment, expandVariables, expansionHint } from "./expand.js";

export interface EnvShapeOptions {
  environment: Environment;
  /** The hint for a variable without a value. */
  howToSet?: ((variable: string) => string) | undefined;
}

/** Names and values; numbers and booleans are the text that is written. */
export function envShape(options: EnvShapeOptions): Shape<Readonly<Record<string, string>>> {
  const read = (map: YamlValue) => {
    const entries = map.entries();
    if (!entries) return void map.reportType("a map");
    const pairs = entries.map(({ key, value }) => [key, readValue(value, options)] as const);
    return Object.fromEntries(pairs.map(([key, value]) => [key, value ?? ""]));
  };
  return { absent: { value: {} }, read };
}

function readValue(
  value: YamlValue,
  { environment, howToSet }: EnvShapeOptions,
): string | undefined {
  const { text } = value;
  if (text === undefined) {
    return void value.reportType(
      "a string",
      value.isNull ? 'write "" for an empty one' : undefined,
    );
  }
  try {
    return expandVariables(text, environment);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const hint = expansionHint(error, howToSet);
    return void value.report(`Cannot expand ${value.path}: ${error.message}`, hint);
  }
}
