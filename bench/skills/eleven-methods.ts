// @skill:id      org.luminarys.bench-eleven
// @skill:name    "Eleven methods"
// @skill:version 1.0.0
// @skill:desc    "A skill of ordinary size: eleven methods over seven host functions"
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

// @skill:method backwards "Turn a text around"
// @skill:param  text required "The text"
// @skill:result "The text from its end to its start"
export function backwards(_ctx: Context, text: string): string {
  let turned = "";
  for (let at = text.length; at > 0; at--) turned += text.charAt(at - 1);
  return turned;
}

// @skill:method lines "Count the lines of a text that aren't blank"
// @skill:param  text required "The text"
// @skill:result "How many there are"
export function lines(_ctx: Context, text: string): i32 {
  let count = 0;
  let isBlank = true;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char == 10) isBlank = true;
    else if (isBlank && char > 32) {
      isBlank = false;
      count++;
    }
  }
  return count;
}

// @skill:method machine "Describe the machine"
// @skill:result "Name, system and processors"
export function machine(_ctx: Context): string {
  const info = sysInfo();
  return info.hostname + ": " + info.os + " on " + info.arch + ", " + info.num_cpu.toString();
}

// @skill:method clock "Tell the time"
// @skill:result "Local time, zone and Unix seconds"
export function clock(_ctx: Context): string {
  const now = timeNow();
  return now.rfc3339 + " in " + now.timezone + ", " + now.unix.toString();
}

// @skill:method space "Tell how full the data directory is"
// @skill:result "Used bytes, size and share"
export function space(_ctx: Context): string {
  const disk = diskUsage("/data");
  const used = disk.used_bytes.toString() + " of " + disk.total_bytes.toString();
  return used + " bytes, " + disk.used_pct.toString() + " percent";
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
  if (result.exit_code == 0) return result.output.trim();
  return "git failed: " + result.output;
}

// @skill:method banner "Read what a server says when it is connected to"
// @skill:param  address required "Its host and port"
// @skill:result "The first 80 characters"
export function banner(_ctx: Context, address: string): string {
  const bytes = tcpRequest(address, new Uint8Array(0), false, false, 2000, 1024);
  return String.UTF8.decode(bytes.buffer).substring(0, 80);
}

// @skill:method note "Write a line to the log"
// @skill:param  text required "The line"
// @skill:result "The line again"
export function note(_ctx: Context, text: string): string {
  log("info", text);
  return "noted: " + text;
}
