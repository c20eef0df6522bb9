/**
 * Summarises texts of any length and the conversation so far, with the host's language model.
 *
 * @skill:id      org.luminarys.llm
 * @skill:name    "Summaries"
 * @skill:version 1.0.0
 * @skill:desc    "Summarises files and conversations"
 * @skill:require llm
 */

import { Context, fs, HistoryMessage, llm } from "@luminarys/sdk-as";
import { splitText } from "./split-text";
import { Summary, summarise } from "./summarise";

/** Bytes of a file that are read at most: each 8 KB are a question to the model. */
const MAX_BYTES = 256 * 1024;

// @skill:method summarise_text "Summarise a text"
// @skill:param  content required "The text"
// @skill:param  sentences optional "How long the summary may be" default:3
// @skill:result "The summary"
// @skill:hint   read_only idempotent:false
export function summariseText(ctx: Context, content: string, sentences: i32): string {
  if (content.trim().length == 0) {
    ctx.fail("Cannot summarise: the text is empty");
    return "";
  }
  return answer(ctx, summarise(splitText(content), { what: "a text", sentences }));
}

// @skill:method summarise_file "Summarise a text file"
// @skill:param  path required "The file"
// @skill:param  sentences optional "How long the summary may be" default:3
// @skill:result "The summary"
// @skill:hint   read_only idempotent:false
export function summariseFile(ctx: Context, path: string, sentences: i32): string {
  const content = fs.read(path);
  if (!content.isOk) {
    ctx.fail(content.error);
    return "";
  }
  const bytes = content.value;
  if (bytes.length > MAX_BYTES) {
    const reason = `it has ${bytes.length} bytes, at most ${MAX_BYTES} are read`;
    ctx.fail(`Cannot summarise "${path}": ${reason}`);
    return "";
  }
  return summariseText(ctx, String.UTF8.decode(bytes.buffer), sentences);
}

// @skill:method catch_up "Summarise what was said in this conversation"
// @skill:param  messages optional "How many of the last messages to consider" default:50
// @skill:param  about optional "Whose messages to consider" enum:all|user|assistant default:all
// @skill:param  sentences optional "How long the summary may be" default:5
// @skill:result "The summary"
// @skill:hint   read_only idempotent:false
export function catchUp(ctx: Context, messages: i32, about: string, sentences: i32): string {
  const history = llm.history(about == "all" ? `last:${max(messages, 1)}` : `role:${about}`);
  if (!history.isOk) {
    ctx.fail(history.error);
    return "";
  }
  // A role's messages come all: the filter takes one condition.
  const said = history.value.slice(-max(messages, 1));
  if (said.length == 0) {
    ctx.setLLMContext("Nothing has been said yet.");
    return "";
  }
  return answer(ctx, summarise(splitText(transcribe(said)), { what: "a conversation", sentences }));
}

function transcribe(messages: HistoryMessage[]): string {
  return messages.map<string>((message) => `${message.role}: ${message.content}`).join("\n");
}

function answer(ctx: Context, summary: Summary): string {
  if (summary.problem.length > 0) ctx.fail(summary.problem);
  else if (summary.parts > 1) ctx.setLLMContext(`It was summarised in ${summary.parts} parts.`);
  return summary.text;
}
