import type { LogConfig, LogLevel } from "../../../config/model.js";
import type { HostNotice } from "../../../host-notice.js";
import type { ReloadNotice } from "../../../reload/reload-notice.js";
import { harmless, type Style, styleFor } from "../style.js";
import type { Terminal } from "../terminal.js";
import { type NoticeLine, noticeLines } from "./notice-line.js";

const ranks: Readonly<Record<LogLevel | "off", number>> = {
  debug: 0,
  info: 1,
  warn: 2,
  error: 3,
  off: 4,
};

/** Prints what a host reports to the error output, as host.yaml's `log` says. */
export function noticePrinter(
  terminal: Terminal,
  log: LogConfig,
): (notice: HostNotice | ReloadNotice) => void {
  const style = styleFor(terminal, "err");
  const print = log.format === "json" ? printJson : printPretty;
  return (notice) => {
    for (const line of noticeLines(notice)) {
      const least = line.isOwn ? log.skill_log : log.level;
      if (ranks[line.level] >= ranks[least]) terminal.err(print(line, style));
    }
  };
}

function printJson({ level, skillId, message, fields }: NoticeLine): string {
  const time = new Date().toISOString();
  const skill = skillId === "" ? {} : { skill: skillId };
  return `${JSON.stringify({ level, time, ...skill, msg: message, ...fields })}\n`;
}

function printPretty({ level, skillId, message, fields }: NoticeLine, style: Style): string {
  const paint = { debug: style.dim, info: style.green, warn: style.yellow, error: style.red }[
    level
  ];
  const time = new Date().toISOString().slice(11, 19);
  const pairs = Object.entries(fields).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
  const text = harmless(`${message}${pairs.join("")}`);
  return `${style.dim(time)} ${paint(level.padEnd(5))} ${style.bold(skillId || "host")}  ${text}\n`;
}
