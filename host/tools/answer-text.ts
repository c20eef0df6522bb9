/** A skill's answer in JSON as models read it: text as it is, nothing as an empty text. */
export function answerText(json: unknown): string {
  if (typeof json === "string") return json;
  return json === null ? "" : JSON.stringify(json);
}
