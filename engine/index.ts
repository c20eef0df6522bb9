export { type Clock, systemClock } from "./clock.js";
export { decodeMessage, encodeMessage } from "./codec/message.js";
export { Extension, Timestamp, type Value } from "./codec/value.js";
export type { SkillCommand } from "./command.js";
export type { Connection, ConnectionEvent, Delivery } from "./connection-events.js";
export { timeLeftMs } from "./deadline.js";
export { describeModule, sdkVersionText } from "./describe.js";
export type { Device, Devices, HostCall, HostCallRecord, Notice } from "./device.js";
export {
  createEngine,
  type Engine,
  type EngineCall,
  type EngineOptions,
  type EngineResult,
} from "./engine.js";
export {
  DecodeError,
  type DecodeErrorCode,
  HostError,
  InvokeError,
  type InvokeErrorCode,
  SkillLoadError,
  type SkillLoadErrorCode,
  SkillProtocolError,
  type SkillProtocolErrorCode,
  type SkillTrapCode,
  SkillTrapError,
} from "./errors.js";
export { Guard, type GuardOptions, type Verdict } from "./guard.js";
export type { SkillRunner } from "./hosted-skill.js";
export { Journal, type JournalEntry, type JournalLimits } from "./journal.js";
export { type LoadOptions, loadModule } from "./load.js";
export type { DeviceSet } from "./local-runner.js";
export { ManualClock } from "./manual-clock.js";
export { attempt, chain, joinAll, type Maybe, type Outcome, requireValue } from "./maybe.js";
export { MemoryStore } from "./memory-store.js";
export type { SkillModule } from "./module.js";
export type { CallCause, EngineNotice } from "./notice.js";
export { type PlainLimits, type PlainValue, toPlain } from "./plain-value.js";
export {
  createSkill,
  type InvokeCall,
  type InvokeResult,
  type RawResult,
  type Skill,
  type SkillOptions,
} from "./skill.js";
export type { DeviceFactory, DeviceHost, SkillInput } from "./skill-input.js";
export type { HistoryMessage, Store, StoredSchedule } from "./store.js";
export type { OutputStream, WasiOptions } from "./wasi.js";
export type {
  MethodInfo,
  ParamInfo,
  RequirementInfo,
  SkillDescriptor,
} from "./wire/descriptor.gen.js";
export {
  type AreaName,
  type HostFunctionName,
  type HostFunctionTypes,
  hostFunctions,
} from "./wire/host-functions.gen.js";
