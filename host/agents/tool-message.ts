import type { HistoryMessage } from "@luminarys/sdk-as/engine";

/** A call of a tool as histories keep it, in JSON, under the role `tool`. */
export interface ToolMessage {
  readonly id: string;
  readonly tool: string;
  readonly input: unknown;
  readonly output: string;
  readonly is_error: boolean;
  readonly duration_ms: number;
  /** Calls of one answer of the model have the same one; it counts from 1 in each turn. */
  readonly step: number;
}

export function printToolMessage(message: ToolMessage): HistoryMessage {
  return { role: "tool", content: JSON.stringify(message) };
}

/** Undefined for what something else wrote. */
export function parseToolMessage({ role, content }: HistoryMessage): ToolMessage | undefined {
  if (role !== "tool") return undefined;
  try {
    const message = JSON.parse(content) as Partial<ToolMessage> | null;
    const { id, tool, output, step } = message ?? {};
    const isWhole = [id, tool, output].every((each) => typeof each === "string");
    return isWhole && typeof step === "number" ? (message as ToolMessage) : undefined;
  } catch {
    return undefined;
  }
}
