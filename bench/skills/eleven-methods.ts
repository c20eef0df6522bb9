// @skill:id      org.luminarys.bench-eleven
// @skill:name    "Eleven methods"
// @skill:version 1.0.0
// @skill:desc    "A skill of ordinary size: eleven methods over seven host functions"
// @skill:require fs /data/** rw
// @skill:require http https://example.com/**
// @skill:require shell git **
// @skill:require env TOKEN

import {
  Context,
  fsLs,
  fsRead,
  fsWrite,
  getEnv,
  httpGet,
  logInfo,
  shellExec,
} from "@luminarys/sdk-as";

// @skill:method read_file "Read a text file"
// @skill:param  path required "Path of the file"
// @skill:result "Its text"
export function readFile(path: string): string {
  return String.UTF8.decode(fsRead(path).buffer);
}

// @skill:method write_file "Write a text file"
// @skill:param  path required "Path of the file"
// @skill:param  text required "Its new text"
export function writeFile(path: string, text: string): void {
  fsWrite(path, Uint8Array.wrap(String.UTF8.encode(text)));
}

// @skill:method list "List a directory"
// @skill:param  path required "Path of the directory"
// @skill:param  long optional "With sizes" default:false
// @skill:result "One entry a line"
export function list(path: string, long: bool): string {
  const entries = fsLs(path, long);
  let out = "";
  for (let i = 0; i < entries.length; i++) {
    out += entries[i].name;
    if (long) out += " " + entries[i].size.toString();
    out += "\n";
  }
  return out;
}

// @skill:method fetch "Get a page"
// @skill:param  url required "Where it is"
// @skill:param  max_bytes optional "How much of it" default:65536
// @skill:result "Its text"
export function fetch(url: string, maxBytes: i64): string {
  const response = httpGet(url, 0, maxBytes);
  if (response.status >= 400) throw new Error("status " + response.status.toString());
  return String.UTF8.decode(response.body.buffer);
}

// @skill:method git "Run git"
// @skill:param  args required "Its arguments"
// @skill:param  workdir optional "Where"
// @skill:result "What it prints"
export function git(args: string, workdir: string): string {
  const result = shellExec("git " + args, workdir);
  return result.exit_code == 0 ? result.output : "exit " + result.exit_code.toString();
}

// @skill:method token_set "Whether a token is configured"
// @skill:result "True when it is"
export function tokenSet(): bool {
  return getEnv("TOKEN").length > 0;
}

// @skill:method note "Log a line"
// @skill:param  text required "The line"
export function note(ctx: Context, text: string): void {
  logInfo(text);
  ctx.setLLMContext("noted");
}

// @skill:method add "Add two numbers"
// @skill:param  a required "First"
// @skill:param  b required "Second"
// @skill:result "Their sum"
export function add(a: f64, b: f64): f64 {
  return a + b;
}

// @skill:method first_line "The first line of a text"
// @skill:param  text required "The text"
// @skill:result "Its first line"
export function firstLine(text: string): string {
  const end = text.indexOf("\n");
  return end < 0 ? text : text.substring(0, end);
}

// @skill:method count "How often a word occurs"
// @skill:param  text required "The text"
// @skill:param  word required "The word"
// @skill:result "How often"
export function count(text: string, word: string): i32 {
  return text.split(word).length - 1;
}

// @skill:method reverse "Bytes back to front"
// @skill:param  data required "The bytes" type:bytes
// @skill:result "The same back to front"
export function reverse(data: Uint8Array): Uint8Array {
  return data.reverse();
}
