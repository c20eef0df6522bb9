import type { PlainValue } from "@luminarys/sdk-as/engine";
import { printConfigProblem } from "../../../config/config-error.js";
import type { LogLevel } from "../../../config/model.js";
import type { HostNotice } from "../../../host-notice.js";
import type { ReloadNotice } from "../../../reload/reload-notice.js";

/** A notice as a line of a log. */
export interface NoticeLine {
  readonly level: LogLevel;
  /** "" is the host. */
  readonly skillId: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, PlainValue>>;
  /** Whether the skill itself logged it. */
  readonly isOwn: boolean;
}

/** What a notice says to the people who run the host. */
export function noticeLines(notice: HostNotice | ReloadNotice): NoticeLine[] {
  switch (notice.kind) {
    case "log": {
      const { level, message, fields, skillId } = notice;
      return [{ level, skillId, message, fields, isOwn: true }];
    }
    case "output":
      return [{ ...line("info", notice.text.trimEnd(), notice.skillId), isOwn: true }];
    case "call_failed": {
      const { method, cause, error, skillId } = notice;
      return [line("error", `${method}, called by ${cause}, failed: ${textOf(error)}`, skillId)];
    }
    case "command_failed":
      return [line("warn", notice.message, notice.skillId)];
    case "device_failed":
      return [line("error", `${notice.name} failed: ${textOf(notice.error)}`, notice.skillId)];
    case "worker_killed":
      return [line("warn", notice.error.message, notice.skillId)];
    case "worker_started":
    case "worker_stopped":
      return [line("debug", notice.kind.replace("worker_", "thread "), notice.skillId)];
    default:
      return reloadLines(notice);
  }
}

const done = {
  skill_added: "added",
  skill_replaced: "replaced by its new version",
  skill_removed: "removed",
} as const;

function reloadLines(notice: ReloadNotice): NoticeLine[] {
  switch (notice.kind) {
    case "reload_failed":
      return notice.problems.map((problem) => line("error", printConfigProblem(problem)));
    case "restart_needed":
      return [line("warn", `start again to use what changed in ${notice.keys.join(", ")}`)];
    default:
      return [line("info", done[notice.kind], notice.skillId)];
  }
}

function line(level: LogLevel, message: string, skillId = ""): NoticeLine {
  return { level, skillId, message, fields: {}, isOwn: false };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
