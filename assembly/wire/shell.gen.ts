// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Exchange } from "../runtime/exchange";
import { END, I32, STRING } from "../runtime/record";

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

// @ts-ignore: decorator
@lazy
const SHELL_EXEC: usize = memory.data<u8>([
  0xaa, 0x73, 0x68, 0x65, 0x6c, 0x6c, 0x5f, 0x65, 0x78, 0x65, 0x63, // shell_exec
  0xa0,
  0xa7, 0x63, 0x6f, 0x6d, 0x6d, 0x61, 0x6e, 0x64, // command
  0xa7, 0x77, 0x6f, 0x72, 0x6b, 0x64, 0x69, 0x72, // workdir
  0xaa, 0x74, 0x69, 0x6d, 0x65, 0x6f, 0x75, 0x74, 0x5f, 0x6d, 0x73, // timeout_ms
  0xa4, 0x74, 0x61, 0x69, 0x6c, // tail
  0xa4, 0x67, 0x72, 0x65, 0x70, // grep
  0xa9, 0x61, 0x73, 0x5f, 0x64, 0x61, 0x65, 0x6d, 0x6f, 0x6e, // as_daemon
  0xa8, 0x6c, 0x6f, 0x67, 0x5f, 0x66, 0x69, 0x6c, 0x65, // log_file
]);

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
  const call = Exchange.begin(SHELL_EXEC, 6 + i32(logFile.length > 0));
  call.field().string(command);
  call.field().string(workdir);
  call.field().i64(timeoutMs);
  call.field().i64(tail);
  call.field().string(grep);
  call.field().bool(asDaemon);
  if (logFile.length > 0) call.field().string(logFile);
  else call.leaveOut();
  call.receive(shell_exec(call.send(), call.size));
  return call.record<ShellResult>(SHELL_RESULT);
}

// @ts-ignore: decorator
@lazy
export const SHELL_RESULT: usize = memory.data<u8>([
  STRING, offsetof<ShellResult>("output") as u8,
  0xa6, 0x6f, 0x75, 0x74, 0x70, 0x75, 0x74, // output
  I32, offsetof<ShellResult>("exit_code") as u8,
  0xa9, 0x65, 0x78, 0x69, 0x74, 0x5f, 0x63, 0x6f, 0x64, 0x65, // exit_code
  I32, offsetof<ShellResult>("pid") as u8,
  0xa3, 0x70, 0x69, 0x64, // pid
  STRING, offsetof<ShellResult>("log_file") as u8,
  0xa8, 0x6c, 0x6f, 0x67, 0x5f, 0x66, 0x69, 0x6c, 0x65, // log_file
  END,
]);
