import { HostError } from "@luminarys/sdk-as/engine";
import type { CreateMessageRequestParams } from "@modelcontextprotocol/server";
import type { Prompt } from "../../attachment.js";

/** Clients need a limit; this one is for prompts that have none. */
const DEFAULT_MAX_TOKENS = 4096;

export function samplingParams({
  prompt,
  temperature,
  max_tokens,
}: Prompt): CreateMessageRequestParams {
  return {
    messages: [{ role: "user", content: { type: "text", text: prompt } }],
    maxTokens: Number(max_tokens) || DEFAULT_MAX_TOKENS,
    ...(temperature === 0 ? {} : { temperature }),
  };
}

/** What a client's model said. Throws a HostError when that isn't text. */
export function sampledText(result: { readonly content: unknown }): string {
  const blocks: unknown[] = [result.content].flat();
  const texts = blocks.flatMap((block) => {
    const { type, text } = (block ?? {}) as { type?: unknown; text?: unknown };
    return type === "text" && typeof text === "string" ? [text] : [];
  });
  if (texts.length > 0) return texts.join("");
  throw promptError("the client's model answered without text");
}

export function promptError(reason: string, cause?: unknown): HostError {
  return new HostError(`Cannot complete the prompt: ${reason}`, { code: "unavailable", cause });
}
