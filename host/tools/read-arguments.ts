import type { MethodInfo } from "@luminarys/sdk-as/engine";
import { type ArgumentProblem, signatureOf, toRecord } from "@luminarys/sdk-as/engine/cores";

export type Arguments = Readonly<Record<string, unknown>>;

/** What a call of a tool means, or why it means nothing. */
export type ToolCall =
  | { readonly method: MethodInfo; readonly args: Arguments }
  | { readonly fault: string };

/** JSON arguments as the skill takes them, or a text that names all that doesn't fit. */
export function readArguments(
  method: MethodInfo,
  { given, name }: { given: Arguments; name: string },
): ToolCall {
  const problems: ArgumentProblem[] = [];
  const reading = { report: (problem: ArgumentProblem) => void problems.push(problem) };
  const args = toRecord(given, { properties: method.params, path: "", reading, depth: 0 });
  if (problems.length === 0) return { method, args };
  const lines = problems.map(({ name: path, message }) => `\n- ${path}: ${message}`);
  const count =
    problems.length === 1 ? "an argument doesn't" : `${problems.length} arguments don't`;
  return {
    fault: `Cannot call ${name}: ${count} fit${lines.join("")}\nHint: ${signatureOf(method)}`,
  };
}
