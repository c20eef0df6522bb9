import { parseYaml, type YamlProblem } from "@luminarys/sdk-as/engine/yaml";

/** A problem with the value of a top-level key, with its place in the text. */
export function problemAt(
  text: string,
  { key, message, hint }: { key: string; message: string; hint?: string },
): YamlProblem {
  const source = parseYaml(text);
  const entry = source.root.entries()?.find((each) => each.key === key);
  (entry?.value ?? source.root).report(message, hint);
  const [problem] = source.problems();
  return problem ?? { line: 1, column: 1, message, ...(hint && { hint }) };
}
