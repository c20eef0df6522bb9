import { Result, resultOf } from "./result";
import { quietly } from "./runtime/failure";
import { callHistoryGet, callPromptComplete, HistoryMessage } from "./wire/llm.gen";

export { HistoryMessage } from "./wire/llm.gen";

/** Messages of the session; "" = all, "last:10", "role:user". */
export function historyGet(filter: string = ""): HistoryMessage[] {
  return callHistoryGet(filter);
}

/** The model's completion of a prompt; `maxTokens` 0 = the host decides. */
export function promptComplete(prompt: string, temperature: f64 = 0, maxTokens: i32 = 0): string {
  return callPromptComplete(prompt, temperature, maxTokens);
}

export class PromptOptions {
  temperature: f64 = 0;
  /** Most tokens of the answer, 0 = the host decides. */
  maxTokens: i32 = 0;
}

/** The host's language model. */
export namespace llm {
  export function history(filter: string = ""): Result<HistoryMessage[]> {
    quietly();
    return resultOf(callHistoryGet(filter));
  }

  export function prompt(text: string, options: PromptOptions = {}): Result<string> {
    quietly();
    return resultOf(callPromptComplete(text, options.temperature, options.maxTokens));
  }
}
