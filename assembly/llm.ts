import { Result, resultOf } from "./result";
import { quietly } from "./runtime/failure";
import { callHistoryGet, callPromptComplete, HistoryMessage } from "./wire/llm.gen";

export { HistoryMessage } from "./wire/llm.gen";

/**
 * Messages of the session; "" = all, "last:10", "role:user". Throws when that fails.
 * Permission: `@skill:require llm`.
 */
export function historyGet(filter: string = ""): HistoryMessage[] {
  return callHistoryGet(filter);
}

/**
 * The model's completion of a prompt; `maxTokens` 0 = the host decides. Throws when that fails.
 * Permission: `@skill:require llm`.
 */
export function promptComplete(prompt: string, temperature: f64 = 0, maxTokens: i32 = 0): string {
  return callPromptComplete(prompt, temperature, maxTokens);
}

/** How `llm.prompt` asks the model. */
export class PromptOptions {
  /** 0 = the model's default. */
  temperature: f64 = 0;
  /** Most tokens of the answer, 0 = the host decides. */
  maxTokens: i32 = 0;
}

/** The host's language model. */
export namespace llm {
  /**
   * Messages of the session; "" = all, "last:10", "role:user".
   * Permission: `@skill:require llm`.
   */
  export function history(filter: string = ""): Result<HistoryMessage[]> {
    quietly();
    return resultOf(callHistoryGet(filter));
  }

  /**
   * The model's completion of a prompt.
   * Permission: `@skill:require llm`.
   */
  export function prompt(text: string, options: PromptOptions = {}): Result<string> {
    quietly();
    return resultOf(callPromptComplete(text, options.temperature, options.maxTokens));
  }
}
