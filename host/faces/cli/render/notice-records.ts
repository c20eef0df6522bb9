import { basename } from "node:path";
import { printConfigProblem } from "../../../config/config-error.js";
import type { HostNotice } from "../../../host-notice.js";
import type { LogLevel } from "../../../log/log-line.js";
import type { LogRecord } from "../../../log/log-record.js";
import type { ReloadNotice } from "../../../reload/reload-notice.js";

/** What a notice says to the people who run the host, as lines of its log. */
export function noticeRecords(notice: HostNotice | ReloadNotice): LogRecord[] {
  switch (notice.kind) {
    case "log":
      return [{ ...notice, fromSkill: true }];
    case "output": {
      const { skillId, text } = notice;
      return [{ ...record("info", text.trimEnd(), skillId), fromSkill: true }];
    }
    case "call_failed": {
      const { method, cause, error, skillId } = notice;
      return [record("error", `${method}, called by ${cause}, failed: ${textOf(error)}`, skillId)];
    }
    case "command_failed":
      return [record("warn", notice.message, notice.skillId)];
    case "device_failed":
      return [record("error", `${notice.name} failed: ${textOf(notice.error)}`, notice.skillId)];
    case "store_failed":
      return [record("error", `the store failed: ${textOf(notice.error)}`, notice.skillId)];
    case "worker_killed":
      return [record("warn", notice.error.message, notice.skillId)];
    case "worker_started":
    case "worker_stopped":
      return [record("debug", notice.kind.replace("worker_", "thread "), notice.skillId)];
    default:
      return reloadRecords(notice);
  }
}

const changes = {
  skill_added: "added",
  skill_replaced: "replaced by its new version",
  skill_removed: "removed",
} as const;

function reloadRecords(notice: ReloadNotice): LogRecord[] {
  switch (notice.kind) {
    case "reload_failed":
      return [
        ...notice.problems.map((problem) => record("error", printConfigProblem(problem))),
        record("warn", "what ran before the change goes on"),
      ];
    case "reload_mended":
      return [record("info", `${basename(notice.file) || "host.yaml"} is right again`)];
    case "restart_needed":
      return [record("warn", `start again to use what changed in ${notice.keys.join(", ")}`)];
    case "agents_changed":
      return [record("info", `the agents are ${notice.ids.join(", ") || "none"} now`)];
    default:
      return [record("info", changes[notice.kind], notice.skillId)];
  }
}

function record(level: LogLevel, message: string, skillId?: string): LogRecord {
  return { level, message, ...(skillId !== undefined && { skillId }) };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
