// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";
import { key } from "./key.js";
import type { Nothing } from "./nothing.gen.js";
import { readValues } from "./values.js";

const ARCH = key("arch");
const FREE_BYTES = key("free_bytes");
const HOSTNAME = key("hostname");
const NUM_CPU = key("num_cpu");
const OS = key("os");
const RFC3339 = key("rfc3339");
const TIMEZONE = key("timezone");
const TOTAL_BYTES = key("total_bytes");
const UNIX = key("unix");
const UNIX_NANO = key("unix_nano");
const USED_BYTES = key("used_bytes");
const USED_PCT = key("used_pct");
const UTC_OFFSET = key("utc_offset");
const VALUE = key("value");

/** The host functions of system: what each is asked and answers. */
export interface SystemFunctions {
  /** Describes the machine. */
  sys_info: { request: Nothing; answer: SysInfoResult };
  /** Reads the host's clock. */
  time_now: { request: Nothing; answer: TimeNowResult };
  /** Tells how full the file system of a path is. */
  disk_usage: { request: DiskUsageRequest; answer: DiskUsageResult };
  /** Reads a variable of the manifest's `env`. */
  env_get: { request: EnvGetRequest; answer: EnvGetAnswer };
  /** Writes a log line; the answer is ignored. */
  log_write: { request: LogWriteRequest; answer: void };
}

/** The machine that the host runs on. */
export interface SysInfoResult {
  /** As Go names it: linux, darwin, windows. */
  os: string;
  /** As Go names it: amd64, arm64. */
  arch: string;
  /** The machine's name. */
  hostname: string;
  /** Logical processors. */
  num_cpu: number;
}

/** The host's clock. */
export interface TimeNowResult {
  /** Unix time in seconds. */
  unix: number | bigint;
  /** Unix time in nanoseconds. */
  unix_nano: number | bigint;
  /** Local time with its offset. */
  rfc3339: string;
  /** IANA name of the time zone. */
  timezone: string;
  /** Seconds east of UTC. */
  utc_offset: number;
}

/** Space of a file system. */
export interface DiskUsageResult {
  /** Size in bytes. */
  total_bytes: number | bigint;
  /** Free bytes. */
  free_bytes: number | bigint;
  /** Used bytes. */
  used_bytes: number | bigint;
  /** Used share in percent, 0 to 100. */
  used_pct: number;
}

/** What `disk_usage` is asked. */
export interface DiskUsageRequest {
  /** Any path on the file system; "" = the sandbox root. */
  path: string;
}

export function readDiskUsageRequest(r: Reader): DiskUsageRequest {
  const request: DiskUsageRequest = { path: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "path":
        request.path = r.string();
        break;
      default:
        r.skip();
    }
  }
  return request;
}

/** What `env_get` is asked. */
export interface EnvGetRequest {
  /** The variable. */
  key: string;
}

export function readEnvGetRequest(r: Reader): EnvGetRequest {
  const start = r.offset;
  let seen = 0;
  const request: EnvGetRequest = { key: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "key":
        request.key = r.string();
        seen |= 1;
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("key", start);
  return request;
}

/** What `env_get` answers. */
export interface EnvGetAnswer {
  /** Its value; "" = unset. */
  value: string;
}

export function writeEnvGetAnswer(w: Writer, answer: EnvGetAnswer): void {
  w.map(1);
  w.raw(VALUE);
  w.string(answer.value);
}

/** What `log_write` is asked. */
export interface LogWriteRequest {
  /** `debug`, `info`, `warn` or `error`. */
  level: string;
  /** The line's text. */
  message: string;
  /** Named values. */
  fields: Record<string, unknown>;
}

export function readLogWriteRequest(r: Reader): LogWriteRequest {
  const start = r.offset;
  let seen = 0;
  const request: LogWriteRequest = { level: "", message: "", fields: {} };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "level":
        request.level = r.string();
        seen |= 1;
        break;
      case "message":
        request.message = r.string();
        break;
      case "fields":
        request.fields = readValues(r);
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("level", start);
  return request;
}

export function writeSysInfoResult(w: Writer, sysInfoResult: SysInfoResult): void {
  w.map(4);
  w.raw(OS);
  w.string(sysInfoResult.os);
  w.raw(ARCH);
  w.string(sysInfoResult.arch);
  w.raw(HOSTNAME);
  w.string(sysInfoResult.hostname);
  w.raw(NUM_CPU);
  w.int(sysInfoResult.num_cpu);
}

export function writeTimeNowResult(w: Writer, timeNowResult: TimeNowResult): void {
  w.map(5);
  w.raw(UNIX);
  w.int(timeNowResult.unix);
  w.raw(UNIX_NANO);
  w.int(timeNowResult.unix_nano);
  w.raw(RFC3339);
  w.string(timeNowResult.rfc3339);
  w.raw(TIMEZONE);
  w.string(timeNowResult.timezone);
  w.raw(UTC_OFFSET);
  w.int(timeNowResult.utc_offset);
}

export function writeDiskUsageResult(w: Writer, diskUsageResult: DiskUsageResult): void {
  w.map(4);
  w.raw(TOTAL_BYTES);
  w.int(diskUsageResult.total_bytes);
  w.raw(FREE_BYTES);
  w.int(diskUsageResult.free_bytes);
  w.raw(USED_BYTES);
  w.int(diskUsageResult.used_bytes);
  w.raw(USED_PCT);
  w.f64(diskUsageResult.used_pct);
}
