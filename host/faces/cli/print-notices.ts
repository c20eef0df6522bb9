import type { LogConfig } from "../../config/model.js";
import type { HostNotice } from "../../host-notice.js";
import { createLogPrinter } from "../../log/log-printer.js";
import type { ReloadNotice } from "../../reload/reload-notice.js";
import { noticeRecords } from "./render/notice-records.js";
import type { Terminal } from "./terminal.js";

/** Prints what a host reports to the error output, as host.yaml's `log` says. */
export function printNotices(
  { err, env, isErrTerminal }: Terminal,
  { level, format, skill_log }: LogConfig,
): (notice: HostNotice | ReloadNotice) => void {
  const print = createLogPrinter({
    format,
    level,
    skillLevel: skill_log,
    stream: { write: err, isTTY: isErrTerminal },
    env,
  });
  return (notice) => noticeRecords(notice).forEach(print);
}
