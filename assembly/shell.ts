import { Result, resultOf } from "./result";
import { quietly } from "./runtime/failure";
import { callShellExec, ShellResult } from "./wire/shell.gen";

export { ShellResult } from "./wire/shell.gen";

/**
 * Runs a command, without a shell; a non-zero exit code is no failure. `timeoutMs` 0 = 30 s, `tail`
 * in lines. Throws when that fails.
 * Permission: `@skill:require shell git log **`.
 */
export function shellExec(
  command: string,
  workdir: string = "",
  timeoutMs: i64 = 0,
  tail: i64 = 0,
  grep: string = "",
  asDaemon: bool = false,
  logFile: string = "",
): ShellResult {
  return callShellExec(command, workdir, timeoutMs, tail, grep, asDaemon, logFile);
}

/** How `shell.exec` runs a command. */
export class ShellOptions {
  /** Working directory, "" = the sandbox root. */
  workdir: string = "";
  /** Milliseconds, 0 = 30 s. */
  timeoutMs: i64 = 0;
  /** Only the last lines of the output, 0 = all. */
  tail: i64 = 0;
  /** Only the output's lines that match this pattern. */
  grep: string = "";
  /** Starts the command and doesn't wait for it. */
  asDaemon: bool = false;
  /** File that a daemon's output goes to, "" = one that the host names. */
  logFile: string = "";
}

/** Commands that the manifest allows. */
export namespace shell {
  /**
   * Runs a command, without a shell; a non-zero exit code is no failure.
   * Permission: `@skill:require shell git log **`.
   */
  export function exec(command: string, options: ShellOptions = {}): Result<ShellResult> {
    quietly();
    return resultOf(
      callShellExec(
        command,
        options.workdir,
        options.timeoutMs,
        options.tail,
        options.grep,
        options.asDaemon,
        options.logFile,
      ),
    );
  }
}
