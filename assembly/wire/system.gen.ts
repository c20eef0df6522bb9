// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { LogField, writeLogField } from "../log-field";
import { Answer, answerError, beginRequest, endAnswer, exchange } from "../runtime/exchange";
import { readNothing } from "./nothing.gen";

/** The machine that the host runs on. */
export class SysInfoResult {
  /** As Go names it: linux, darwin, windows. */
  os: string = "";
  /** As Go names it: amd64, arm64. */
  arch: string = "";
  /** The machine's name. */
  hostname: string = "";
  /** Logical processors. */
  num_cpu: i32 = 0;
}

/** The host's clock. */
export class TimeNowResult {
  /** Unix time in seconds. */
  unix: i64 = 0;
  /** Unix time in nanoseconds. */
  unix_nano: i64 = 0;
  /** Local time with its offset. */
  rfc3339: string = "";
  /** IANA name of the time zone. */
  timezone: string = "";
  /** Seconds east of UTC. */
  utc_offset: i32 = 0;
}

/** Space of a file system. */
export class DiskUsageResult {
  /** Size in bytes. */
  total_bytes: i64 = 0;
  /** Free bytes. */
  free_bytes: i64 = 0;
  /** Used bytes. */
  used_bytes: i64 = 0;
  /** Used share in percent, 0 to 100. */
  used_pct: f64 = 0;
}

// @ts-ignore: decorator
@external("env", "sys_info")
declare function sys_info(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "time_now")
declare function time_now(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "disk_usage")
declare function disk_usage(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "env_get")
declare function env_get(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "log_write")
declare function log_write(ptr: usize, len: i32): u64;

/** Describes the machine. */
export function callSysInfo(): SysInfoResult {
  const w = beginRequest(0);
  const r = exchange(w, sys_info, "sys_info");
  const sysInfoResult = readSysInfoResult(r);
  endAnswer(r);
  return sysInfoResult;
}

/** Reads the host's clock. */
export function callTimeNow(): TimeNowResult {
  const w = beginRequest(0);
  const r = exchange(w, time_now, "time_now");
  const timeNowResult = readTimeNowResult(r);
  endAnswer(r);
  return timeNowResult;
}

/** Tells how full the file system of a path is. Needs `fs`. */
export function callDiskUsage(path: string): DiskUsageResult {
  const w = beginRequest(1);
  w.key("path");
  w.string(path);
  const r = exchange(w, disk_usage, "disk_usage");
  const diskUsageResult = readDiskUsageResult(r);
  endAnswer(r);
  return diskUsageResult;
}

/** Reads a variable of the manifest's `env`. */
export function callEnvGet(key: string): string {
  const w = beginRequest(1);
  w.key("key");
  w.string(key);
  const r = exchange(w, env_get, "env_get");
  let value = "";
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("value")) value = r.string();
    else answerError(r);
  }
  endAnswer(r);
  return value;
}

/** Writes a log line; the answer is ignored. */
export function callLogWrite(level: string, message: string, fields: LogField[]): void {
  const w = beginRequest(3);
  w.key("level");
  w.string(level);
  w.key("message");
  w.string(message);
  w.key("fields");
  w.map(fields.length);
  for (let i = 0; i < fields.length; i++) writeLogField(w, fields[i]);
  const r = exchange(w, log_write, "log_write");
  readNothing(r);
  endAnswer(r);
}

export function readSysInfoResult(r: Answer): SysInfoResult {
  const sysInfoResult = new SysInfoResult();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("os")) sysInfoResult.os = r.string();
    else if (r.is("arch")) sysInfoResult.arch = r.string();
    else if (r.is("hostname")) sysInfoResult.hostname = r.string();
    else if (r.is("num_cpu")) sysInfoResult.num_cpu = r.i32();
    else answerError(r);
  }
  return sysInfoResult;
}

export function readTimeNowResult(r: Answer): TimeNowResult {
  const timeNowResult = new TimeNowResult();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("unix")) timeNowResult.unix = r.i64();
    else if (r.is("unix_nano")) timeNowResult.unix_nano = r.i64();
    else if (r.is("rfc3339")) timeNowResult.rfc3339 = r.string();
    else if (r.is("timezone")) timeNowResult.timezone = r.string();
    else if (r.is("utc_offset")) timeNowResult.utc_offset = r.i32();
    else answerError(r);
  }
  return timeNowResult;
}

export function readDiskUsageResult(r: Answer): DiskUsageResult {
  const diskUsageResult = new DiskUsageResult();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("total_bytes")) diskUsageResult.total_bytes = r.i64();
    else if (r.is("free_bytes")) diskUsageResult.free_bytes = r.i64();
    else if (r.is("used_bytes")) diskUsageResult.used_bytes = r.i64();
    else if (r.is("used_pct")) diskUsageResult.used_pct = r.f64();
    else answerError(r);
  }
  return diskUsageResult;
}
