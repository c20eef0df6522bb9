import type { Area } from "./schema.js";
import { bool, call, i32, i64, record, required, str } from "./schema.js";

const shellResult = record("ShellResult", "What a command did.", [
  str("output", "Standard output and standard error, interleaved."),
  i32("exit_code", "Exit code; one that isn't 0 is no failure of the call."),
  i32("pid", "Process id of a daemon."),
  str("log_file", "Where a daemon's output goes."),
]);

export const shell: Area = {
  name: "shell",
  records: [shellResult],
  calls: [
    call("shell_exec", {
      doc: "Runs a command, without a shell.",
      permission: "shell",
      request: [
        required(str("command", "Program and arguments.")),
        str("workdir", "Working directory.", { zero: "the sandbox root" }),
        i64("timeout_ms", "Most milliseconds to run.", { zero: "30 s" }),
        i64("tail", "Most lines of output, counted from the end.", { zero: "all" }),
        str("grep", "Expression that lines of output must match.", { zero: "all lines" }),
        bool("as_daemon", "Whether to start it and not wait."),
        str("log_file", "Where a daemon's output goes.", { omit: "empty", zero: "nowhere" }),
      ],
      answer: shellResult,
    }),
  ],
};
