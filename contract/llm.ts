import type { Area } from "./schema.js";
import { call, f64, i32, listOf, record, str } from "./schema.js";

const historyMessage = record("HistoryMessage", "One message of the conversation.", [
  str("role", "Who said it."),
  str("content", "What was said."),
]);

export const llm: Area = {
  name: "llm",
  records: [historyMessage],
  calls: [
    call("history_get", {
      doc: "Reads the session's conversation.",
      permission: "llm",
      request: [str("filter", "`last:10` or `role:user`.", { zero: "all messages" })],
      answer: listOf(historyMessage),
    }),
    call("prompt_complete", {
      doc: "Asks the model to complete a prompt.",
      permission: "llm",
      request: [
        str("prompt", "The prompt."),
        f64("temperature", "Sampling temperature.", { zero: "the model's default" }),
        i32("max_tokens", "Most tokens to make.", { zero: "the model's default" }),
      ],
      answer: str("content", "The completion.", { alias: "text" }),
    }),
  ],
};
