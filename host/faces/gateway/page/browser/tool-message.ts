import type { ChatMessage } from "../../protocol.js";
import type { ToolItem } from "./conversation.js";

/** A call of a tool as histories keep it; undefined for every other message. */
export function readToolMessage({ role, content }: ChatMessage): ToolItem | undefined {
  if (role !== "tool") return undefined;
  const { id, tool, input, output, is_error, duration_ms } = parse(content);
  if (typeof id !== "string" || typeof tool !== "string") return undefined;
  return {
    kind: "tool",
    callId: id,
    tool,
    input,
    output,
    state: is_error === true ? "error" : "done",
    ...(typeof duration_ms === "number" && { durationMs: duration_ms }),
  };
}

function parse(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
