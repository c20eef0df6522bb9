import { Result, resultOf, Status, statusOfCall } from "./result";
import { LOG_DEBUG, LOG_ERROR, LOG_INFO, LOG_WARN } from "./runtime/constants";
import { quietly } from "./runtime/failure";
import { LogField, NO_FIELDS } from "./runtime/log-field";
import {
  callDiskUsage,
  callEnvGet,
  callLogWrite,
  callSysInfo,
  callTimeNow,
  DiskUsageResult,
  SysInfoResult,
  TimeNowResult,
} from "./wire/system.gen";

export { LogField } from "./runtime/log-field";
export { DiskUsageResult, SysInfoResult, TimeNowResult } from "./wire/system.gen";

/**
 * The machine that the host runs on; zero values when the host doesn't tell. Never throws.
 * Permission: none.
 */
export function sysInfo(): SysInfoResult {
  quietly();
  return callSysInfo();
}

/**
 * The host's clock; zero values when the host doesn't tell. Never throws.
 * Permission: none.
 */
export function timeNow(): TimeNowResult {
  quietly();
  return callTimeNow();
}

/**
 * Space in bytes of the file system that holds `path`; "" = the sandbox root. Throws when that
 * fails.
 * Permission: `@skill:require fs /data/**`.
 */
export function diskUsage(path: string = ""): DiskUsageResult {
  return callDiskUsage(path);
}

/**
 * A variable of the manifest's `env`; "" when it isn't set. Never throws.
 * Permission: none, but the manifest's `env` must have it: `@skill:require env API_KEY`.
 */
export function getEnv(key: string): string {
  quietly();
  return callEnvGet(key);
}

/**
 * Writes a line to the host's log, at `LOG_DEBUG`, `LOG_INFO`, `LOG_WARN` or `LOG_ERROR`. Never
 * throws.
 * Permission: none.
 */
export function log(level: string, message: string, fields: LogField[] = NO_FIELDS): void {
  quietly();
  callLogWrite(level, message, fields);
}

/**
 * Writes a line of level `debug` to the host's log. Never throws.
 * Permission: none.
 */
export function logDebug(msg: string, fields: LogField[] = NO_FIELDS): void {
  log(LOG_DEBUG, msg, fields);
}

/**
 * Writes a line of level `info` to the host's log. Never throws.
 * Permission: none.
 */
export function logInfo(msg: string, fields: LogField[] = NO_FIELDS): void {
  log(LOG_INFO, msg, fields);
}

/**
 * Writes a line of level `warn` to the host's log. Never throws.
 * Permission: none.
 */
export function logWarn(msg: string, fields: LogField[] = NO_FIELDS): void {
  log(LOG_WARN, msg, fields);
}

/**
 * Writes a line of level `error` to the host's log. Never throws.
 * Permission: none.
 */
export function logError(msg: string, fields: LogField[] = NO_FIELDS): void {
  log(LOG_ERROR, msg, fields);
}

/** What `system.log` writes beside the message. */
export class LogOptions {
  /** Values beside the message. */
  fields: LogField[] = [];
}

/** The host's machine, clock, environment and log. */
export namespace system {
  /**
   * The machine that the host runs on.
   * Permission: none.
   */
  export function info(): Result<SysInfoResult> {
    quietly();
    return resultOf(callSysInfo());
  }

  /**
   * The host's clock.
   * Permission: none.
   */
  export function now(): Result<TimeNowResult> {
    quietly();
    return resultOf(callTimeNow());
  }

  /**
   * Space in bytes of the file system that holds `path`; "" = the sandbox root.
   * Permission: `@skill:require fs /data/**`.
   */
  export function disk(path: string = ""): Result<DiskUsageResult> {
    quietly();
    return resultOf(callDiskUsage(path));
  }

  /**
   * A variable of the manifest's `env`; "" when it isn't set.
   * Permission: none, but the manifest's `env` must have it: `@skill:require env API_KEY`.
   */
  export function env(key: string): Result<string> {
    quietly();
    return resultOf(callEnvGet(key));
  }

  /**
   * Writes a line to the host's log, at `LOG_DEBUG`, `LOG_INFO`, `LOG_WARN` or `LOG_ERROR`.
   * Permission: none.
   */
  export function log(level: string, message: string, options: LogOptions = {}): Status {
    quietly();
    callLogWrite(level, message, options.fields);
    return statusOfCall();
  }
}
