import type { MethodInfo } from "@luminarys/sdk-as/engine";
import { shownValue, unknownMessage } from "@luminarys/sdk-as/engine/cores";
import { type Arguments, readArguments, type ToolCall } from "../../tools/read-arguments.js";
import type { SkillTool } from "./tool.js";

/** The method and its arguments as the skill takes them, or a text that names all that doesn't fit. */
export function readToolCall(tool: SkillTool, given: Arguments): ToolCall {
  if (tool.chooses) return readChoice(tool, given);
  const [method] = tool.methods.values();
  return readArguments(method as MethodInfo, { given, name: tool.listed.name });
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
  return readArguments(method, { given: args as Arguments, name: `${listed.name} ${method.name}` });
}
