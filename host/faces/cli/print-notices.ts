import type { LogConfig } from "../../config/model.js";
import type { HostNotice } from "../../host-notice.js";
import { createLogPrinter, type LogPrinter } from "../../log/log-printer.js";
import type { ReloadNotice } from "../../reload/reload-notice.js";
import { noticeRecords } from "./render/notice-records.js";
import type { Terminal } from "./terminal.js";

/** Prints to the error output, as host.yaml's `log` says. */
export function logPrinter(
  { err, env, isErrTerminal }: Terminal,
  { level, format, skill_log }: LogConfig,
): LogPrinter {
  return createLogPrinter({
    format,
    level,
    skillLevel: skill_log,
    stream: { write: err, isTTY: isErrTerminal },
    env,
  });
}

/** Prints what a host reports. */
export function printNotices(
  terminal: Terminal,
  config: LogConfig,
): (notice: HostNotice | ReloadNotice) => void {
  const print = logPrinter(terminal, config);
  return (notice) => noticeRecords(notice).forEach(print);
}
