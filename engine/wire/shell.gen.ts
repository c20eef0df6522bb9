// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";
import { key } from "./key.js";

const EXIT_CODE = key("exit_code");
const LOG_FILE = key("log_file");
const OUTPUT = key("output");
const PID = key("pid");

/** The host functions of shell: what each is asked and answers. */
export interface ShellFunctions {
  /** Runs a command, without a shell. */
  shell_exec: { request: ShellExecRequest; answer: ShellResult };
}

/** What a command did. */
export interface ShellResult {
  /** Standard output and standard error, interleaved. */
  output: string;
  /** Exit code; one that isn't 0 is no failure of the call. */
  exit_code: number;
  /** Process id of a daemon. */
  pid: number;
  /** Where a daemon's output goes. */
  log_file: string;
}

/** What `shell_exec` is asked. */
export interface ShellExecRequest {
  /** Program and arguments. */
  command: string;
  /** Working directory; "" = the sandbox root. */
  workdir: string;
  /** Most milliseconds to run; 0 = 30 s. */
  timeout_ms: number | bigint;
  /** Most lines of output, counted from the end; 0 = all. */
  tail: number | bigint;
  /** Expression that lines of output must match; "" = all lines. */
  grep: string;
  /** Whether to start it and not wait. */
  as_daemon: boolean;
  /** Where a daemon's output goes; "" = nowhere. */
  log_file: string;
}

export function readShellExecRequest(r: Reader): ShellExecRequest {
  const start = r.offset;
  let seen = 0;
  const request: ShellExecRequest = {
    command: "",
    workdir: "",
    timeout_ms: 0,
    tail: 0,
    grep: "",
    as_daemon: false,
    log_file: "",
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "command":
        request.command = r.string();
        seen |= 1;
        break;
      case "workdir":
        request.workdir = r.string();
        break;
      case "timeout_ms":
        request.timeout_ms = r.i64();
        break;
      case "tail":
        request.tail = r.i64();
        break;
      case "grep":
        request.grep = r.string();
        break;
      case "as_daemon":
        request.as_daemon = r.bool();
        break;
      case "log_file":
        request.log_file = r.string();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("command", start);
  return request;
}

export function writeShellResult(w: Writer, shellResult: ShellResult): void {
  w.map(4);
  w.raw(OUTPUT);
  w.string(shellResult.output);
  w.raw(EXIT_CODE);
  w.int(shellResult.exit_code);
  w.raw(PID);
  w.int(shellResult.pid);
  w.raw(LOG_FILE);
  w.string(shellResult.log_file);
}
