/**
 * Runs a project's tests and linter, shows of their output what matters, and starts its dev server.
 *
 * @skill:id      org.luminarys.shell
 * @skill:name    "Checks"
 * @skill:version 1.0.0
 * @skill:desc    "Runs a project's tests and linter and starts its development server"
 * @skill:require env   PROJECT_DIR
 * @skill:require shell npm test **
 * @skill:require shell npm run lint
 * @skill:require shell npm run dev
 */

import { Context, fs, getEnv, Result, ShellOptions, ShellResult, shell } from "@luminarys/sdk-as";
import { isWord } from "./word";

const MINUTE: i64 = 60_000;
/** Lines that tell of a test that failed, or sum up: in TAP and in vitest's own words. */
const FAILURES = "^\\s*(not ok|# (pass|fail)|FAIL|×|Tests) ";

export class Report {
  passed: bool;
  /** 0 when all is well. */
  exitCode: i32;
  output!: string;
}

// Daemons belong to the instance: they end with it.
let serverPid: i32 = 0;

// @skill:method run_tests "Run the project's tests"
// @skill:param  file optional "Run only the tests in files with this in their name" example:cart
// @skill:param  show optional "What of the output to show" enum:end|failures default:end
// @skill:param  lines optional "Most lines of output" default:40
// @skill:result "Whether they passed, and the output's last lines"
// @skill:hint   open_world:false
export function runTests(ctx: Context, file: string, show: string, lines: i32): Report {
  if (file.length > 0 && !isWord(file)) {
    // It becomes an argument of npm, which must not take it for an option of its own.
    ctx.fail(`Cannot run tests: "${file}" is no part of a file's name`);
    return nothing();
  }
  const grep = show == "failures" ? FAILURES : "";
  const command = file.length > 0 ? `npm test -- ${file}` : "npm test";
  return run(ctx, command, { timeoutMs: 10 * MINUTE, tail: lines, grep });
}

// @skill:method lint "Check the project's style"
// @skill:param  lines optional "Most lines of output" default:40
// @skill:result "Whether all is well, and the output's last lines"
// @skill:hint   open_world:false
export function lint(ctx: Context, lines: i32): Report {
  return run(ctx, "npm run lint", { timeoutMs: 2 * MINUTE, tail: lines });
}

// @skill:method start_server "Start the development server, unless it was started before"
// @skill:result "Its process id"
// @skill:hint   idempotent open_world:false
export function startServer(ctx: Context): i32 {
  if (serverPid > 0) return serverPid;
  const started = exec("npm run dev", { asDaemon: true, logFile: logFile() });
  if (!started.isOk) {
    ctx.fail(explain(started));
    return 0;
  }
  serverPid = started.value.pid;
  return serverPid;
}

// @skill:method server_log "Show what the development server has said last"
// @skill:param  lines optional "Most lines" default:40
// @skill:result "The lines, oldest first"
// @skill:hint   read_only open_world:false
export function serverLog(ctx: Context, lines: i32): string[] {
  const log = fs.readLines(logFile());
  if (log.isOk) return log.value.lines.slice(-max(lines, 1));
  const isMissing = log.code == "not_found";
  ctx.fail(isMissing ? "Cannot show log: there is none. Hint: call start_server" : log.error);
  return [];
}

/** An exit code that isn't 0 is a report; a failure is a command that didn't run to its end. */
function run(ctx: Context, command: string, options: ShellOptions): Report {
  const ended = exec(command, options);
  if (!ended.isOk) {
    ctx.fail(explain(ended));
    return nothing();
  }
  const exitCode = ended.value.exit_code;
  return { passed: exitCode == 0, exitCode, output: ended.value.output };
}

function exec(command: string, options: ShellOptions): Result<ShellResult> {
  options.workdir = getEnv("PROJECT_DIR");
  return shell.exec(command, options);
}

function explain(ended: Result<ShellResult>): string {
  if (ended.code == "timeout") return `${ended.error}. Hint: run the tests of fewer files`;
  if (ended.code == "not_found") return `${ended.error}. Hint: is npm installed?`;
  return ended.error;
}

function logFile(): string {
  return getEnv("PROJECT_DIR") + "/dev-server.log";
}

/** What a call returns that has failed: nobody sees it. */
function nothing(): Report {
  return { passed: false, exitCode: 0, output: "" };
}
