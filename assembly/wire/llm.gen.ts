// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";
import { Exchange } from "../runtime/exchange";
import { END, STRING, readList, readPlain } from "../runtime/record";

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
@lazy
const HISTORY_GET: usize = memory.data<u8>([
  0xab, 0x68, 0x69, 0x73, 0x74, 0x6f, 0x72, 0x79, 0x5f, 0x67, 0x65, 0x74, // history_get
  0xa0,
  0xa6, 0x66, 0x69, 0x6c, 0x74, 0x65, 0x72, // filter
]);

/** Reads the session's conversation. Needs `llm`. */
export function callHistoryGet(filter: string): HistoryMessage[] {
  const call = Exchange.begin(HISTORY_GET, 1);
  call.field().string(filter);
  call.receive(history_get(call.send(), call.size));
  let items: HistoryMessage[] = [];
  if (!call.isMap()) items = readList<HistoryMessage>(call, readHistoryMessage);
  return call.endWith<HistoryMessage[]>(items);
}

// @ts-ignore: decorator
@external("env", "prompt_complete")
declare function prompt_complete(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const PROMPT_COMPLETE: usize = memory.data<u8>([
  0xaf, 0x70, 0x72, 0x6f, 0x6d, 0x70, 0x74, 0x5f, 0x63, 0x6f, 0x6d, 0x70, 0x6c, 0x65, 0x74,
  0x65, // prompt_complete
  0xa7, 0x63, 0x6f, 0x6e, 0x74, 0x65, 0x6e, 0x74, // content
  0xa6, 0x70, 0x72, 0x6f, 0x6d, 0x70, 0x74, // prompt
  0xab, 0x74, 0x65, 0x6d, 0x70, 0x65, 0x72, 0x61, 0x74, 0x75, 0x72, 0x65, // temperature
  0xaa, 0x6d, 0x61, 0x78, 0x5f, 0x74, 0x6f, 0x6b, 0x65, 0x6e, 0x73, // max_tokens
]);

/** Asks the model to complete a prompt. Needs `llm`. */
export function callPromptComplete(prompt: string, temperature: f64, maxTokens: i32): string {
  const call = Exchange.begin(PROMPT_COMPLETE, 3);
  call.field().string(prompt);
  call.field().f64(temperature);
  call.field().i64(maxTokens);
  call.receive(prompt_complete(call.send(), call.size));
  return call.text();
}

// @ts-ignore: decorator
@lazy
export const HISTORY_MESSAGE: usize = memory.data<u8>([
  STRING, offsetof<HistoryMessage>("role") as u8,
  0xa4, 0x72, 0x6f, 0x6c, 0x65, // role
  STRING, offsetof<HistoryMessage>("content") as u8,
  0xa7, 0x63, 0x6f, 0x6e, 0x74, 0x65, 0x6e, 0x74, // content
  END,
]);

export function readHistoryMessage(r: Reader): HistoryMessage {
  return readPlain<HistoryMessage>(r, HISTORY_MESSAGE);
}
