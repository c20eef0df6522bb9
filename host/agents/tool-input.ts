import type { Arguments } from "../tools/read-arguments.js";

/** A model's arguments as JSON; none is an empty object, and what isn't JSON stays text. */
export function readToolInput(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function isArguments(value: unknown): value is Arguments {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
