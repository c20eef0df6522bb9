import { logDebug, logError, logInfo, logWarn } from "@luminarys/sdk-as";

/** Stands in for `console`: every line becomes a `log_write` of that level. */
export namespace SkillConsole {
  export function debug(message: string = ""): void {
    logDebug(message);
  }

  export function log(message: string = ""): void {
    logInfo(message);
  }

  export function info(message: string = ""): void {
    logInfo(message);
  }

  export function warn(message: string = ""): void {
    logWarn(message);
  }

  export function error(message: string = ""): void {
    logError(message);
  }

  /** Logs the message as an error when the condition doesn't hold, and goes on. */
  export function assert<T>(condition: T, message: string = ""): void {
    if (!condition) logError("Assertion failed: " + message);
  }
}
