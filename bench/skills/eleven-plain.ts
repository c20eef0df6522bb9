// @skill:id      org.luminarys.bench-eleven-plain
// @skill:name    "Eleven plain methods"
// @skill:version 1.0.0
// @skill:desc    "Eleven methods over seven host functions that pass on what they get"
// @skill:require fs /data/** ro
// @skill:require shell git **
// @skill:require tcp cache:6379
// @skill:require env REGION

import {
  Context,
  diskUsage,
  getEnv,
  log,
  shellExec,
  sysInfo,
  tcpRequest,
  timeNow,
} from "@luminarys/sdk-as";

// @skill:method repeat "Give a text back"
// @skill:param  text required "The text"
// @skill:result "The same text"
export function repeat(_ctx: Context, text: string): string {
  return text;
}

// @skill:method alive "Tell whether the skill answers"
// @skill:result "Always yes"
export function alive(_ctx: Context): string {
  return "yes";
}

// @skill:method shout "Greet"
// @skill:param  text required "The text"
// @skill:result "The text with a mark"
export function shout(_ctx: Context, text: string): string {
  return text + "!";
}

// @skill:method measure "Measure a text"
// @skill:param  text required "The text"
// @skill:result "Its UTF-16 units"
export function measure(_ctx: Context, text: string): i32 {
  return text.length;
}

// @skill:method machine "Describe the machine"
// @skill:result "Name and system"
export function machine(_ctx: Context): string {
  const info = sysInfo();
  return info.hostname + ": " + info.os + " on " + info.arch;
}

// @skill:method clock "Tell the time"
// @skill:result "Local time and zone"
export function clock(_ctx: Context): string {
  const now = timeNow();
  return now.rfc3339 + " in " + now.timezone;
}

// @skill:method space "Tell how full the data directory is"
// @skill:result "Used share"
export function space(_ctx: Context): f64 {
  return diskUsage("/data").used_pct;
}

// @skill:method setting "Read a variable of the environment"
// @skill:param  name required "Its name"
// @skill:result "Its value, or a dash"
export function setting(_ctx: Context, name: string): string {
  const value = getEnv(name);
  return value.length == 0 ? "-" : value;
}

// @skill:method status "Run git status"
// @skill:param  directory required "Where"
// @skill:result "What git prints"
export function status(_ctx: Context, directory: string): string {
  const result = shellExec("git status --short", directory);
  if (result.exit_code == 0) return result.output;
  return "git failed: " + result.output;
}

// @skill:method banner "Read what a server says when it is connected to"
// @skill:param  address required "Its host and port"
// @skill:result "The first bytes"
export function banner(_ctx: Context, address: string): Uint8Array {
  return tcpRequest(address, new Uint8Array(0), false, false, 2000, 1024);
}

// @skill:method note "Write a line to the log"
// @skill:param  text required "The line"
// @skill:result "The line again"
export function note(_ctx: Context, text: string): string {
  log("info", text);
  return text;
}
