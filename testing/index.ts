export { ManualClock } from "../engine/manual-clock.js";
export type { EngineNotice } from "../engine/notice.js";
export type { MockCrash, MockEvent } from "./call-recorder.js";
export {
  type CampaignFailure,
  type CampaignOptions,
  CampaignReport,
  type Scenario,
} from "./campaign.js";
export { SkillError, type SkillInvoker } from "./client.js";
export type { ConnectionFailure, FaultKind, PeerFailure } from "./devices/failure-kind.js";
export type { BytesMatch, SendOptions, TcpScript } from "./devices/tcp/script.js";
export type { MessageMatch, WsMessage, WsScript } from "./devices/ws/script.js";
export { Faults, type InjectedFault } from "./faults.js";
export type { CompiledSkill } from "./guest-stack.js";
export type { JournalView } from "./journal-view.js";
export type { Levers } from "./levers.js";
export type { ManifestSource } from "./manifest-source.js";
export { type SkillMatchers, skillMatchers } from "./matchers/skill-matchers.js";
export { createMockHost, MockHost, type MockHostOptions } from "./mock-host.js";
export type { MockCallOptions, MockResult } from "./mock-result.js";
export type { DeniedCall, PermissionReport } from "./permission-report.js";
export type { SessionStates, StateOwner, VersionedState } from "./session-states.js";
export type { SkillSource } from "./skill-source.js";
export type { StoredValues } from "./stored-values.js";
