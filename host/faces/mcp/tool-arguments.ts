import type { MethodInfo } from "@luminarys/sdk-as/engine";
import { toRecord, unknownMessage } from "../../values/from-json.js";
import { type ArgumentProblem, shownValue } from "../../values/problem.js";
import { signatureOf } from "../../values/signature.js";
import type { SkillTool } from "./tool.js";

export type Arguments = Readonly<Record<string, unknown>>;

/** What a call of a tool means, or why it means nothing. */
export type ToolCall =
  | { readonly method: MethodInfo; readonly args: Arguments }
  | { readonly fault: string };

/** The method and its arguments as the skill takes them, or a text that names all that doesn't fit. */
export function readArguments(tool: SkillTool, given: Arguments): ToolCall {
  if (tool.chooses) return readChoice(tool, given);
  const [method] = tool.methods.values();
  return convert(method as MethodInfo, { given, name: tool.listed.name });
}

function readChoice({ methods, listed }: SkillTool, given: Arguments): ToolCall {
  const { method: name, arguments: args = {}, ...rest } = given;
  const start = `Cannot call ${listed.name}`;
  const method = typeof name === "string" ? methods.get(name) : undefined;
  if (!method) {
    const names = [...methods.keys()].map((each) => `"${each}"`).join(", ");
    return { fault: `${start}: method is ${shownValue(name)}, expected one of ${names}` };
  }
  const [extra] = Object.keys(rest);
  if (extra !== undefined) {
    const message = unknownMessage(extra, ["method", "arguments"]);
    return { fault: `${start}: ${extra}: ${message}. Hint: put arguments under "arguments"` };
  }
  if (typeof args !== "object" || args === null || Array.isArray(args)) {
    return { fault: `${start}: arguments is ${shownValue(args)}, expected an object` };
  }
  return convert(method, { given: args as Arguments, name: `${listed.name} ${method.name}` });
}

function convert(
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
