// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";
import { Exchange } from "../runtime/exchange";
import { LogField, writeLogFields } from "../runtime/log-field";
import { END, I32, I64, OTHER, STRING, readMixed } from "../runtime/record";

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
@lazy
const SYS_INFO: usize = memory.data<u8>([
  0xa8, 0x73, 0x79, 0x73, 0x5f, 0x69, 0x6e, 0x66, 0x6f, // sys_info
  0xa0,
]);

/** Describes the machine. */
export function callSysInfo(): SysInfoResult {
  const call = Exchange.begin(SYS_INFO, 0);
  call.receive(sys_info(call.send(), call.size));
  return call.record<SysInfoResult>(SYS_INFO_RESULT);
}

// @ts-ignore: decorator
@external("env", "time_now")
declare function time_now(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const TIME_NOW: usize = memory.data<u8>([
  0xa8, 0x74, 0x69, 0x6d, 0x65, 0x5f, 0x6e, 0x6f, 0x77, // time_now
  0xa0,
]);

/** Reads the host's clock. */
export function callTimeNow(): TimeNowResult {
  const call = Exchange.begin(TIME_NOW, 0);
  call.receive(time_now(call.send(), call.size));
  return call.record<TimeNowResult>(TIME_NOW_RESULT);
}

// @ts-ignore: decorator
@external("env", "disk_usage")
declare function disk_usage(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const DISK_USAGE: usize = memory.data<u8>([
  0xaa, 0x64, 0x69, 0x73, 0x6b, 0x5f, 0x75, 0x73, 0x61, 0x67, 0x65, // disk_usage
  0xa0,
  0xa4, 0x70, 0x61, 0x74, 0x68, // path
]);

/** Tells how full the file system of a path is. Needs `fs`. */
export function callDiskUsage(path: string): DiskUsageResult {
  const call = Exchange.begin(DISK_USAGE, 1);
  call.field().string(path);
  call.receive(disk_usage(call.send(), call.size));
  return call.endWith<DiskUsageResult>(readDiskUsageResult(call));
}

// @ts-ignore: decorator
@external("env", "env_get")
declare function env_get(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const ENV_GET: usize = memory.data<u8>([
  0xa7, 0x65, 0x6e, 0x76, 0x5f, 0x67, 0x65, 0x74, // env_get
  0xa5, 0x76, 0x61, 0x6c, 0x75, 0x65, // value
  0xa3, 0x6b, 0x65, 0x79, // key
]);

/** Reads a variable of the manifest's `env`. */
export function callEnvGet(key: string): string {
  const call = Exchange.begin(ENV_GET, 1);
  call.field().string(key);
  call.receive(env_get(call.send(), call.size));
  return call.text();
}

// @ts-ignore: decorator
@external("env", "log_write")
declare function log_write(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const LOG_WRITE: usize = memory.data<u8>([
  0xa9, 0x6c, 0x6f, 0x67, 0x5f, 0x77, 0x72, 0x69, 0x74, 0x65, // log_write
  0xa0,
  0xa5, 0x6c, 0x65, 0x76, 0x65, 0x6c, // level
  0xa7, 0x6d, 0x65, 0x73, 0x73, 0x61, 0x67, 0x65, // message
  0xa6, 0x66, 0x69, 0x65, 0x6c, 0x64, 0x73, // fields
]);

/** Writes a log line; the answer is ignored. */
export function callLogWrite(level: string, message: string, fields: LogField[]): void {
  const call = Exchange.begin(LOG_WRITE, 3);
  call.field().string(level);
  call.field().string(message);
  writeLogFields(call.field(), fields);
  call.receive(log_write(call.send(), call.size));
  call.nothing();
}

// @ts-ignore: decorator
@lazy
export const SYS_INFO_RESULT: usize = memory.data<u8>([
  STRING, offsetof<SysInfoResult>("os") as u8,
  0xa2, 0x6f, 0x73, // os
  STRING, offsetof<SysInfoResult>("arch") as u8,
  0xa4, 0x61, 0x72, 0x63, 0x68, // arch
  STRING, offsetof<SysInfoResult>("hostname") as u8,
  0xa8, 0x68, 0x6f, 0x73, 0x74, 0x6e, 0x61, 0x6d, 0x65, // hostname
  I32, offsetof<SysInfoResult>("num_cpu") as u8,
  0xa7, 0x6e, 0x75, 0x6d, 0x5f, 0x63, 0x70, 0x75, // num_cpu
  END,
]);

// @ts-ignore: decorator
@lazy
export const TIME_NOW_RESULT: usize = memory.data<u8>([
  I64, offsetof<TimeNowResult>("unix") as u8,
  0xa4, 0x75, 0x6e, 0x69, 0x78, // unix
  I64, offsetof<TimeNowResult>("unix_nano") as u8,
  0xa9, 0x75, 0x6e, 0x69, 0x78, 0x5f, 0x6e, 0x61, 0x6e, 0x6f, // unix_nano
  STRING, offsetof<TimeNowResult>("rfc3339") as u8,
  0xa7, 0x72, 0x66, 0x63, 0x33, 0x33, 0x33, 0x39, // rfc3339
  STRING, offsetof<TimeNowResult>("timezone") as u8,
  0xa8, 0x74, 0x69, 0x6d, 0x65, 0x7a, 0x6f, 0x6e, 0x65, // timezone
  I32, offsetof<TimeNowResult>("utc_offset") as u8,
  0xaa, 0x75, 0x74, 0x63, 0x5f, 0x6f, 0x66, 0x66, 0x73, 0x65, 0x74, // utc_offset
  END,
]);

// @ts-ignore: decorator
@lazy
export const DISK_USAGE_RESULT: usize = memory.data<u8>([
  I64, offsetof<DiskUsageResult>("total_bytes") as u8,
  0xab, 0x74, 0x6f, 0x74, 0x61, 0x6c, 0x5f, 0x62, 0x79, 0x74, 0x65, 0x73, // total_bytes
  I64, offsetof<DiskUsageResult>("free_bytes") as u8,
  0xaa, 0x66, 0x72, 0x65, 0x65, 0x5f, 0x62, 0x79, 0x74, 0x65, 0x73, // free_bytes
  I64, offsetof<DiskUsageResult>("used_bytes") as u8,
  0xaa, 0x75, 0x73, 0x65, 0x64, 0x5f, 0x62, 0x79, 0x74, 0x65, 0x73, // used_bytes
  OTHER, 0,
  0xa8, 0x75, 0x73, 0x65, 0x64, 0x5f, 0x70, 0x63, 0x74, // used_pct
  END,
]);

export function readDiskUsageResult(r: Reader): DiskUsageResult {
  return readMixed<DiskUsageResult>(r, DISK_USAGE_RESULT, readDiskUsageResultOther);
}

function readDiskUsageResultOther(r: Reader, it: DiskUsageResult, _kind: u8): void {
  it.used_pct = r.f64();
}
