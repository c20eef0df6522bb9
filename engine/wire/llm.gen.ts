// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";
import { key } from "./key.js";

const CONTENT = key("content");
const ROLE = key("role");
const TEXT = key("text");

/** The host functions of llm: what each is asked and answers. */
export interface LlmFunctions {
  /** Reads the session's conversation. */
  history_get: { request: HistoryGetRequest; answer: HistoryMessage[] };
  /** Asks the model to complete a prompt. */
  prompt_complete: { request: PromptCompleteRequest; answer: PromptCompleteAnswer };
}

/** One message of the conversation. */
export interface HistoryMessage {
  /** Who said it. */
  role: string;
  /** What was said. */
  content: string;
}

/** What `history_get` is asked. */
export interface HistoryGetRequest {
  /** `last:10` or `role:user`; "" = all messages. */
  filter: string;
}

export function readHistoryGetRequest(r: Reader): HistoryGetRequest {
  const request: HistoryGetRequest = { filter: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "filter":
        request.filter = r.string();
        break;
      default:
        r.skip();
    }
  }
  return request;
}

/** What `prompt_complete` is asked. */
export interface PromptCompleteRequest {
  /** The prompt. */
  prompt: string;
  /** Sampling temperature; 0 = the model's default. */
  temperature: number;
  /** Most tokens to make; 0 = the model's default. */
  max_tokens: number;
}

export function readPromptCompleteRequest(r: Reader): PromptCompleteRequest {
  const request: PromptCompleteRequest = { prompt: "", temperature: 0, max_tokens: 0 };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "prompt":
        request.prompt = r.string();
        break;
      case "temperature":
        request.temperature = r.f64();
        break;
      case "max_tokens":
        request.max_tokens = r.i32();
        break;
      default:
        r.skip();
    }
  }
  return request;
}

/** What `prompt_complete` answers. */
export interface PromptCompleteAnswer {
  /** The completion. */
  content: string;
}

export function writePromptCompleteAnswer(w: Writer, answer: PromptCompleteAnswer): void {
  w.map(2);
  w.raw(CONTENT);
  w.string(answer.content);
  w.raw(TEXT);
  w.string(answer.content);
}

export function writeHistoryMessage(w: Writer, historyMessage: HistoryMessage): void {
  w.map(2);
  w.raw(ROLE);
  w.string(historyMessage.role);
  w.raw(CONTENT);
  w.string(historyMessage.content);
}

export function writeHistoryMessages(w: Writer, items: readonly HistoryMessage[]): void {
  w.array(items.length);
  for (const item of items) writeHistoryMessage(w, item);
}
