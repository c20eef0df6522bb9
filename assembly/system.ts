import { Result, resultOf, Status, statusOfCall } from "./result";
import { LOG_DEBUG, LOG_ERROR, LOG_INFO, LOG_WARN, NO_FIELDS } from "./runtime/constants";
import { quietly } from "./runtime/failure";
import { LogField } from "./runtime/log-field";
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

/** The machine that the host runs on; zero values when the host doesn't tell. */
export function sysInfo(): SysInfoResult {
  quietly();
  return callSysInfo();
}

/** The host's clock; zero values when the host doesn't tell. */
export function timeNow(): TimeNowResult {
  quietly();
  return callTimeNow();
}

/** Space of the file system that holds `path`; "" = the sandbox root. */
export function diskUsage(path: string = ""): DiskUsageResult {
  return callDiskUsage(path);
}

/** A variable of the manifest's `env`; "" when it isn't set. */
export function getEnv(key: string): string {
  quietly();
  return callEnvGet(key);
}

/** Writes a line to the host's log. Never throws. */
export function log(level: string, message: string, fields: LogField[] = NO_FIELDS): void {
  quietly();
  callLogWrite(level, message, fields);
}

export function logDebug(msg: string, fields: LogField[] = NO_FIELDS): void {
  log(LOG_DEBUG, msg, fields);
}

export function logInfo(msg: string, fields: LogField[] = NO_FIELDS): void {
  log(LOG_INFO, msg, fields);
}

export function logWarn(msg: string, fields: LogField[] = NO_FIELDS): void {
  log(LOG_WARN, msg, fields);
}

export function logError(msg: string, fields: LogField[] = NO_FIELDS): void {
  log(LOG_ERROR, msg, fields);
}

export class LogOptions {
  /** Values beside the message. */
  fields: LogField[] = [];
}

/** The host's machine, clock, environment and log. */
export namespace system {
  export function info(): Result<SysInfoResult> {
    quietly();
    return resultOf(callSysInfo());
  }

  export function now(): Result<TimeNowResult> {
    quietly();
    return resultOf(callTimeNow());
  }

  /** Space of the file system that holds `path`; "" = the sandbox root. */
  export function disk(path: string = ""): Result<DiskUsageResult> {
    quietly();
    return resultOf(callDiskUsage(path));
  }

  export function env(key: string): Result<string> {
    quietly();
    return resultOf(callEnvGet(key));
  }

  export function log(level: string, message: string, options: LogOptions = {}): Status {
    quietly();
    callLogWrite(level, message, options.fields);
    return statusOfCall();
  }
}
