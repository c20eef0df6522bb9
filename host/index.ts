export type { Egress, EgressRequest, Resolver } from "./devices/egress.js";
export {
  createHost,
  type Host,
  type HostedSkillInfo,
  type HostedSkillInput,
  type HostOptions,
  type StopOptions,
} from "./host.js";
export { HostLimitError, type HostLimitErrorCode } from "./host-limit-error.js";
export type { HostNotice } from "./host-notice.js";
export type { LogLevel, LogLine } from "./log/log-line.js";
