import type { JsonSchema } from "@luminarys/sdk-as/engine/cores";
import type { TokenUsage } from "./agents.js";

/** What a model is told of a conversation. */
export type ModelMessage =
  | { readonly role: "system" | "user"; readonly content: string }
  | {
      readonly role: "assistant";
      readonly content: string;
      readonly calls: readonly ToolRequest[];
    }
  | { readonly role: "tool"; readonly callId: string; readonly content: string };

/** A tool that a model wants called. */
export interface ToolRequest {
  /** As the model gave it; may be one that it gave before. */
  readonly id: string;
  readonly name: string;
  /** JSON, if the model can write it. */
  readonly arguments: string;
}

/** A tool that a model may want called. */
export interface ModelTool {
  /** Letters, digits, `_` and `-`, at most 64. */
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonSchema;
}

export interface ModelRequest {
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ModelTool[];
  readonly signal: AbortSignal;
  /** Told of each part that arrives, with its text; "" when it holds none. */
  readonly onPart: (text: string) => void;
}

export interface ModelAnswer {
  readonly text: string;
  readonly calls: readonly ToolRequest[];
  readonly usage: TokenUsage;
}

/** A model that answers in parts. What it is made of can be replaced. */
export interface ChatModel {
  /** Rejects with an AgentError, or with the signal's reason once that is aborted. */
  answer(request: ModelRequest): Promise<ModelAnswer>;
  close(): Promise<void>;
}
