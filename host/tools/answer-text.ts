import type { MethodInfo } from "@luminarys/sdk-as/engine";

/**
 * A skill's answer in JSON as models read it: text as it is. Nothing is `null` where a method has a
 * result, which may be an empty text too, and `done` where it has none.
 */
export function answerText(json: unknown, { result }: Pick<MethodInfo, "result">): string {
  if (typeof json === "string") return json;
  if (json === null && !result) return "done";
  return JSON.stringify(json);
}
