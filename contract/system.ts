import type { Area } from "./schema.js";
import { call, f64, i32, i64, map, record, required, str } from "./schema.js";

const sysInfoResult = record("SysInfoResult", "The machine that the host runs on.", [
  str("os", "As Go names it: linux, darwin, windows."),
  str("arch", "As Go names it: amd64, arm64."),
  str("hostname", "The machine's name."),
  i32("num_cpu", "Logical processors."),
]);

const timeNowResult = record("TimeNowResult", "The host's clock.", [
  i64("unix", "Unix time in seconds."),
  i64("unix_nano", "Unix time in nanoseconds."),
  str("rfc3339", "Local time with its offset."),
  str("timezone", "IANA name of the time zone."),
  i32("utc_offset", "Seconds east of UTC."),
]);

const diskUsageResult = record("DiskUsageResult", "Space of a file system.", [
  i64("total_bytes", "Size in bytes."),
  i64("free_bytes", "Free bytes."),
  i64("used_bytes", "Used bytes."),
  f64("used_pct", "Used share in percent, 0 to 100."),
]);

const logField = record(
  "LogField",
  "A named value of a log line; on the wire a pair of `fields`.",
  [str("name", "Field name."), str("value", "Field value.")],
);

export const system: Area = {
  name: "system",
  records: [sysInfoResult, timeNowResult, diskUsageResult, logField],
  calls: [
    call("sys_info", {
      doc: "Describes the machine.",
      permission: "none",
      request: [],
      answer: sysInfoResult,
    }),
    call("time_now", {
      doc: "Reads the host's clock.",
      permission: "none",
      request: [],
      answer: timeNowResult,
    }),
    call("disk_usage", {
      doc: "Tells how full the file system of a path is.",
      permission: "fs",
      request: [str("path", "Any path on the file system.", { zero: "the sandbox root" })],
      answer: diskUsageResult,
    }),
    call("env_get", {
      doc: "Reads a variable of the manifest's `env`.",
      permission: "none",
      request: [required(str("key", "The variable."))],
      answer: str("value", "Its value.", { zero: "unset" }),
    }),
    call("log_write", {
      doc: "Writes a log line; the answer is ignored.",
      permission: "none",
      request: [
        required(str("level", "`debug`, `info`, `warn` or `error`.")),
        str("message", "The line's text."),
        map("any")("fields", "Named values."),
      ],
      answer: null,
    }),
  ],
};
