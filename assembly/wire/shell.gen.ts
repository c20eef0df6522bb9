// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Answer, answerError, beginRequest, endAnswer, exchange } from "../runtime/exchange";

/** What a command did. */
export class ShellResult {
  /** Standard output and standard error, interleaved. */
  output: string = "";
  /** Exit code; one that isn't 0 is no failure of the call. */
  exit_code: i32 = 0;
  /** Process id of a daemon. */
  pid: i32 = 0;
  /** Where a daemon's output goes. */
  log_file: string = "";
}

// @ts-ignore: decorator
@external("env", "shell_exec")
declare function shell_exec(ptr: usize, len: i32): u64;

/** Runs a command, without a shell. Needs `shell`. */
export function callShellExec(
  command: string,
  workdir: string,
  timeoutMs: i64,
  tail: i64,
  grep: string,
  asDaemon: bool,
  logFile: string,
): ShellResult {
  let keys = 6;
  if (logFile.length > 0) keys++;
  const w = beginRequest(keys);
  w.key("command");
  w.string(command);
  w.key("workdir");
  w.string(workdir);
  w.key("timeout_ms");
  w.i64(timeoutMs);
  w.key("tail");
  w.i64(tail);
  w.key("grep");
  w.string(grep);
  w.key("as_daemon");
  w.bool(asDaemon);
  if (logFile.length > 0) {
    w.key("log_file");
    w.string(logFile);
  }
  const r = exchange(w, shell_exec, "shell_exec");
  const shellResult = readShellResult(r);
  endAnswer(r);
  return shellResult;
}

export function readShellResult(r: Answer): ShellResult {
  const shellResult = new ShellResult();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("output")) shellResult.output = r.string();
    else if (r.is("exit_code")) shellResult.exit_code = r.i32();
    else if (r.is("pid")) shellResult.pid = r.i32();
    else if (r.is("log_file")) shellResult.log_file = r.string();
    else answerError(r);
  }
  return shellResult;
}
