import type { HistoryMessage } from "@luminarys/sdk-as/engine";
import type { ModelMessage, ToolRequest } from "./chat-model.js";
import { parseToolMessage, type ToolMessage } from "./tool-message.js";

/** How much of a conversation a model is told. */
export interface RecallLimits {
  readonly maxMessages: number;
  readonly maxCharacters: number;
}

/**
 * The end of a session's history as a model is told it: whole turns, as many as the limits allow, and
 * the last one always. Messages of other roles are left out.
 */
export function recall(history: readonly HistoryMessage[], limits: RecallLimits): ModelMessage[] {
  const chosen: HistoryMessage[][] = [];
  let messages = 0;
  let characters = 0;
  for (const turn of turnsOf(history).reverse()) {
    messages += turn.length;
    characters += turn.reduce((sum, { content }) => sum + content.length, 0);
    const fits = messages <= limits.maxMessages && characters <= limits.maxCharacters;
    if (chosen.length > 0 && !fits) break;
    chosen.unshift(turn);
  }
  return chosen.flat().reduce<Told>(tell, { messages: [], step: undefined }).messages;
}

/** Each begins with what a user said; several in a row are one turn. */
function turnsOf(history: readonly HistoryMessage[]): HistoryMessage[][] {
  const turns: HistoryMessage[][] = [];
  let before = "";
  for (const message of history) {
    const begins = message.role === "user" && before !== "user";
    if (begins) turns.push([]);
    turns.at(-1)?.push(message);
    before = message.role;
  }
  return turns;
}

interface Told {
  readonly messages: ModelMessage[];
  /** Of the last message's tools; undefined when it has none. */
  readonly step: number | undefined;
}

function tell({ messages, step }: Told, message: HistoryMessage): Told {
  const { role, content } = message;
  const tool = parseToolMessage(message);
  const last = messages.at(-1);
  if (tool) addTool(messages, { tool, continues: tool.step === step });
  else if (role === "user" && last?.role === "user") {
    messages[messages.length - 1] = { role, content: `${last.content}\n\n${content}` };
  } else if (role === "user") messages.push({ role, content });
  else if (role === "assistant") messages.push({ role, content, calls: [] });
  else return { messages, step };
  return { messages, step: tool?.step };
}

/** Every output stands behind the answer that asked for it, with the others of that answer. */
function addTool(
  messages: ModelMessage[],
  { tool, continues }: { tool: ToolMessage; continues: boolean },
): void {
  const call = requestOf(tool);
  const asked = messages.findLastIndex(({ role }) => role === "assistant");
  const asking = messages[asked];
  const isLast = asked === messages.length - 1;
  if (asking?.role === "assistant" && (continues || isLast)) {
    messages[asked] = { ...asking, calls: [...asking.calls, call] };
  } else {
    messages.push({ role: "assistant", content: "", calls: [call] });
  }
  messages.push({ role: "tool", callId: tool.id, content: tool.output });
}

function requestOf({ id, tool: name, input }: ToolMessage): ToolRequest {
  return { id, name, arguments: typeof input === "string" ? input : JSON.stringify(input) };
}
