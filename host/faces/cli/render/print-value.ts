import { toJson } from "../../../values/to-json.js";

/** For people: texts as they are, nothing for what isn't there, the rest as JSON. */
export function printPretty(value: unknown): string {
  if (value === null || value === undefined) return "";
  const plain = toJson(value);
  const text = typeof plain === "string" ? plain : JSON.stringify(plain, null, 2);
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
