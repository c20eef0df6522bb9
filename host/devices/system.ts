import {
  type Clock,
  type Device,
  type HostCall,
  type HostFunctionTypes,
  type Manifest,
  type PlainLimits,
  toNs,
  toPlain,
} from "@luminarys/sdk-as/engine";
import { localTime } from "@luminarys/sdk-as/engine/cores";
import { type LogLevel, type LogLine, logLevels } from "../log/log-line.js";
import { diskUsage } from "./system/disk-usage.js";
import { LogValve } from "./system/log-valve.js";
import { machine, machineTimeZone } from "./system/machine.js";

export interface SystemContext {
  readonly manifest: Manifest;
  readonly clock: Clock;
  /** Takes what the skill logs, within `limits.log_lines_per_s`. */
  log(line: LogLine): void;
  /** IANA name; the machine's own unless given. */
  readonly timeZone?: string;
}

export interface SystemDevice extends Device<"system"> {
  /** Logs how many lines were dropped, when it hasn't yet. */
  close(): void;
}

/** Clock, environment, log and disk, answered at once and in the skill's own thread. */
export function createSystemDevice(context: SystemContext): SystemDevice {
  const { manifest, clock, timeZone = machineTimeZone() } = context;
  const log = new SkillLog(context);
  return {
    sys_info: machine,
    time_now: () => timeNow(clock.now(), timeZone),
    disk_usage: ({ path }) => diskUsage(path, manifest.permissions.fs),
    env_get: ({ key }) => ({
      value: Object.hasOwn(manifest.env, key) ? (manifest.env[key] ?? "") : "",
    }),
    log_write: (request, call) => log.write(request, call),
    close: () => log.close(),
  };
}

type LogWriteRequest = HostFunctionTypes["log_write"]["request"];

/** Lines that are all kept still fit into a log. */
const MAX_MESSAGE_CHARACTERS = 65_536;
const FIELD_LIMITS: PlainLimits = { maxLength: 4096, maxItems: 100 };
const MAX_FIELDS_CHARACTERS = 65_536;

class SkillLog {
  private readonly context: SystemContext;
  private readonly valve: LogValve;
  private lastCall: HostCall | undefined;

  constructor(context: SystemContext) {
    const { manifest, clock } = context;
    const { log_lines_per_s: linesPerSecond } = manifest.limits;
    this.context = context;
    this.valve = new LogValve({ linesPerSecond, clock, onDropped: (count) => this.tell(count) });
  }

  write({ level, message, fields }: LogWriteRequest, call: HostCall): void {
    const passes = this.valve.pass();
    this.lastCall = call;
    if (!passes) return;
    this.put({ level: levelOf(level), message: cut(message), fields: plainFields(fields) }, call);
  }

  close(): void {
    this.valve.report();
  }

  /** In the name of the call whose lines were dropped last. */
  private tell(dropped: number): void {
    const { manifest } = this.context;
    const lines = dropped === 1 ? "1 log line was" : `${dropped} log lines were`;
    const reason = `more than ${manifest.limits.log_lines_per_s} in a second`;
    const message = `${lines} dropped: ${reason}. Hint: raise limits.log_lines_per_s`;
    if (this.lastCall) this.put({ level: "warn", message, fields: { dropped } }, this.lastCall);
  }

  private put(
    line: Pick<LogLine, "level" | "message" | "fields">,
    { requestId, traceId, sessionId }: HostCall,
  ): void {
    const { manifest, clock } = this.context;
    const atMs = clock.now();
    this.context.log({ ...line, skillId: manifest.id, requestId, traceId, sessionId, atMs });
  }
}

function levelOf(level: string): LogLevel {
  return logLevels.find((known) => known === level) ?? "info";
}

function cut(message: string): string {
  const more = message.length - MAX_MESSAGE_CHARACTERS;
  if (more <= 0) return message;
  return `${message.slice(0, MAX_MESSAGE_CHARACTERS)} (${more} characters more)`;
}

/** Fields that are too large as a whole are left out but for their names. */
function plainFields(fields: LogWriteRequest["fields"]): LogLine["fields"] {
  const plain = toPlain(fields, FIELD_LIMITS) as LogLine["fields"];
  const length = JSON.stringify(plain).length;
  if (length <= MAX_FIELDS_CHARACTERS) return plain;
  return { $fields: Object.keys(plain).map((name) => name.slice(0, 100)), $length: length };
}

function timeNow(nowMs: number, timezone: string): HostFunctionTypes["time_now"]["answer"] {
  const { rfc3339, utcOffset } = localTime(nowMs, timezone);
  const unix = Math.floor(nowMs / 1000);
  return { unix, unix_nano: toNs(nowMs), rfc3339, timezone, utc_offset: utcOffset };
}
