// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";
import { answerError, beginRequest, endAnswer, exchange } from "../runtime/exchange";
import { readNothing } from "./nothing.gen";

/** One message of the conversation. */
export class HistoryMessage {
  /** Who said it. */
  role: string = "";
  /** What was said. */
  content: string = "";
}

// @ts-ignore: decorator
@external("env", "history_get")
declare function history_get(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "prompt_complete")
declare function prompt_complete(ptr: usize, len: i32): u64;

/** Reads the session's conversation. Needs `llm`. */
export function callHistoryGet(filter: string): HistoryMessage[] {
  const w = beginRequest(1);
  w.key("filter");
  w.string(filter);
  const r = exchange(w, history_get, "history_get");
  let items: HistoryMessage[] = [];
  if (r.isMap()) readNothing(r);
  else items = readHistoryMessages(r);
  endAnswer(r);
  return items;
}

/** Asks the model to complete a prompt. Needs `llm`. */
export function callPromptComplete(prompt: string, temperature: f64, maxTokens: i32): string {
  const w = beginRequest(3);
  w.key("prompt");
  w.string(prompt);
  w.key("temperature");
  w.f64(temperature);
  w.key("max_tokens");
  w.i64(maxTokens);
  const r = exchange(w, prompt_complete, "prompt_complete");
  let content = "";
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("content")) content = r.string();
    else answerError(r);
  }
  endAnswer(r);
  return content;
}

export function readHistoryMessage(r: Reader): HistoryMessage {
  const historyMessage = new HistoryMessage();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("role")) historyMessage.role = r.string();
    else if (r.is("content")) historyMessage.content = r.string();
    else r.skip();
  }
  return historyMessage;
}

export function readHistoryMessages(r: Reader): HistoryMessage[] {
  const items: HistoryMessage[] = [];
  for (let left = r.array(); left > 0 && !r.failed; left--) items.push(readHistoryMessage(r));
  return items;
}
