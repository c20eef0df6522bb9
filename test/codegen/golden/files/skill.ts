/**
 * File tools — the style of the public skills.
 *
 * @skill:id      com.example.as.files
 * @skill:name    "File Tools (AS)"
 * @skill:version 1.0.0
 * @skill:desc    "Read, write, delete; {\"JSON\"} → text, log, run."
 * @skill:sdk     "@luminarys/sdk-as"
 * @skill:require shell git log **
 * @skill:require shell ./**
 */

import { Context, 
  fsRead, fsWrite, fsDelete,
  fsReadLines, shellExec, ShellResult
} from "@luminarys/sdk-as";

function git(workdir: string, args: string, timeoutMs: i32 = 30000): ShellResult {
  return shellExec("git " + args, workdir, timeoutMs);
}

// ── Files ────────────────────────────────────────────────────────────────────

// @skill:method read "Read a file as text."
// @skill:param  path required "Absolute path"
// @skill:result "Its text"
export function read(_ctx: Context, path: string): string {
  return String.UTF8.decode(fsRead(path).buffer);
}

// @skill:method write "Write text, replacing the file."
// @skill:param  path    required "Absolute path"
// @skill:param  content required "Text to write"
// @skill:result "Confirmation"
export function write(_ctx: Context, path: string, content: string): string {
  fsWrite(path, Uint8Array.wrap(String.UTF8.encode(content)));
  return "written: " + path;
}

// @skill:method delete "Delete a file or directory."
// @skill:param  path required "Absolute path. Braces work: /data/{logs,cache}"
// @skill:result "Confirmation"
export function deleteFn(_ctx: Context, path: string): string {
  fsDelete(path);
  return "deleted → " + path;
}

// @skill:method read_lines "Read some lines."
// @skill:param  path   required "Absolute path"
// @skill:param  offset optional "First line (0-based, default 0)"
// @skill:param  limit  optional "Most lines (0 = all)"
// @skill:result "Number of lines"
export function readLines(_ctx: Context, path: string, offset: i64, limit: i64): i32 {
  return fsReadLines(path, offset as i32, limit as i32).lines.length;
}

// ── Commands ─────────────────────────────────────────────────────────────────

// @skill:method log "Show the history."
// @skill:param  workdir required "Repository"
// @skill:param  count   optional "Number of commits"
// @skill:param  all     optional "All branches (true/false)"
// @skill:result "Log"
export function log(_ctx: Context, workdir: string, count: i64, all: bool): string {
  const flags = all ? " --all" : "";
  return git(workdir, "log -n" + (count > 0 ? count : 20).toString() + flags).output;
}

// @skill:method run "Start a program as a daemon."
// @skill:param  workdir  required "Working directory"
// @skill:param  command  required "Command (e.g. ./app -port 8080)"
// @skill:param  args     optional "Arguments"
// @skill:param  log_file optional "Log file (default: chosen)"
// @skill:param  headers  optional "Headers, e.g. {\"Accept\":\"*/*\"}" default:""
// @skill:result "Process id"
export function run(_ctx: Context, workdir: string, command: string, args: string, logFile: string, headers: string): string {
  return shellExec(command + " " + args + headers, workdir, 0, 0, "", true, logFile).pid.toString();
}

// @skill:method ping "Health check."
// @skill:result "Always pong"
export function ping(_ctx: Context): string {
  return "pong";
}

/** A helper with the name of a global. */
function encodeURIComponent(s: string): string {
  return s;
}
