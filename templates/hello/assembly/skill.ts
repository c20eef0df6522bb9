/**
 * Text statistics and a look at the host: one method for each thing that a first skill needs.
 *
 * @skill:id      org.luminarys.hello
 * @skill:name    "Hello"
 * @skill:version 1.0.0
 * @skill:desc    "Counts words, reports about its host, greets, logs and fails on purpose"
 * @skill:require env GREETING
 */

import { Context, getEnv, LogField, log, sysInfo, timeNow } from "@luminarys/sdk-as";
import { countWords, splitWords } from "./word-count";

// @skill:method text_stats "Count lines, words and characters of a text and name its most frequent words"
// @skill:param  text required "The text, for example a file's content"
// @skill:param  top  optional "How many words to name" default:3
// @skill:result "One line of statistics"
export function textStats(text: string, top: i32 = 3): string {
  const words = splitWords(text);
  const counts = countWords(words);
  const named: string[] = [];
  for (let i = 0; i < min(top, counts.length); i++) {
    named.push(counts[i].word + " (" + counts[i].count.toString() + ")");
  }
  const lines = text.length == 0 ? 0 : text.split("\n").length;
  return `${lines} lines, ${words.length} words, ${text.length} characters; ${named.join(", ")}`;
}

// @skill:method checksum "FNV-1a checksum of bytes"
// @skill:param  data required "The bytes" type:bytes
// @skill:result "32-bit checksum"
export function checksum(data: Uint8Array): u32 {
  let hash: u32 = 0x811c9dc5;
  for (let i = 0; i < data.length; i++) hash = (hash ^ data[i]) * 0x01000193;
  return hash;
}

// @skill:method host_report "Say where and when the skill runs"
// @skill:result "One line about the host"
export function hostReport(): string {
  const host = sysInfo();
  return `${host.hostname}: ${host.os}/${host.arch}, ${host.num_cpu} CPUs, ${timeNow().rfc3339}`;
}

// @skill:method greet "Greet somebody with the greeting of the manifest's environment"
// @skill:param  name optional "Who is greeted" default:"world" example:Ada
// @skill:result "The greeting"
export function greet(ctx: Context, name: string): string {
  const greeting = getEnv("GREETING");
  ctx.setLLMContext("The greeting comes from the variable GREETING.");
  return (greeting.length > 0 ? greeting : "Hello") + ", " + name + "!";
}

// @skill:method note "Write a line to the host's log"
// @skill:param  message required "The line"
// @skill:param  level optional "Its level" default:info enum:debug|info|warn|error
export function note(ctx: Context, message: string, level: string): void {
  log(level, message, [LogField.text("method", ctx.method)]);
}

// @skill:method parse_number "Read a number; fails when the text isn't one"
// @skill:param  text required "The text" example:3.14
// @skill:result "The number"
export function parseNumber(text: string): f64 {
  const value = parseFloat(text);
  if (isNaN(value)) throw new Error('Cannot read number: found "' + text + '"');
  return value;
}
