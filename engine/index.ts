export type { CallCounts } from "./call-quota.js";
export { type Clock, systemClock } from "./clock.js";
export { decodeMessage, encodeMessage } from "./codec/message.js";
export { Extension, Timestamp, type Value } from "./codec/value.js";
export type { SkillCommand } from "./command.js";
export type { Connection, ConnectionEvent, Delivery } from "./connection-events.js";
export { timeLeftMs, toNs } from "./deadline.js";
export { describeModule, sdkVersionText } from "./describe.js";
export type {
  AsyncDevice,
  AsyncDevices,
  Device,
  Devices,
  HostCall,
  HostCallRecord,
  Notice,
} from "./device.js";
export type { Relay } from "./dispatch.js";
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
export { HostCallServer } from "./host-call-server.js";
export type { RowOutcome, RunnerCall, SkillRunner } from "./hosted-skill.js";
export {
  Journal,
  type JournalEntry,
  type JournalLimits,
  journalRecord,
  type PlainRecord,
  plainRecord,
} from "./journal.js";
export { type LoadOptions, loadModule } from "./load.js";
export type { DeviceSet } from "./local-runner.js";
export { type Environment, expandVariables, expansionHint } from "./manifest/expand.js";
export { ManifestError, type ManifestErrorCode } from "./manifest/manifest-error.js";
export type * from "./manifest/model.js";
export { printManifest } from "./manifest/print-manifest.js";
export { completeManifest, type ManifestOptions, parseManifest } from "./manifest.js";
export { ManualClock } from "./manual-clock.js";
export { maskError, maskValues } from "./masking.js";
export {
  attempt,
  chain,
  joinAll,
  type Maybe,
  type Outcome,
  requireValue,
  unwrap,
} from "./maybe.js";
export { MemoryStore } from "./memory-store.js";
export type { SkillModule } from "./module.js";
export { nearestName } from "./nearest-name.js";
export type { CallCause, EngineNotice } from "./notice.js";
export {
  type AddressDecision,
  type AddressOptions,
  decideAddresses,
  type OwnPorts,
} from "./permissions/address.js";
export { decideCluster } from "./permissions/cluster.js";
export {
  type Allowed,
  type Decision,
  type DenialCode,
  type Denied,
  demand,
  denialMessage,
  denialOf,
  type ManifestLine,
} from "./permissions/decision.js";
export { type DirGrant, type DirMode, parseDirGrant } from "./permissions/dir-grant.js";
export type { PathDecision, PathRequest } from "./permissions/directories.js";
export { decideEnv } from "./permissions/env.js";
export { decideFileTransfer, type TransferRequest } from "./permissions/file-transfer.js";
export { allowedDirs, canRead, decideFs, type FsOptions, fsRoot } from "./permissions/fs.js";
export { decideHttp, type UrlDecision, type UrlRequest } from "./permissions/http.js";
export { decideInvoke, type Party } from "./permissions/invoke.js";
export { decideLlm } from "./permissions/llm.js";
export { addLines, manifestFor } from "./permissions/manifest-lines.js";
export type { NetworkTarget } from "./permissions/network-target.js";
export {
  RequirementError,
  type UnmetRequirement,
} from "./permissions/requirements/requirement-error.js";
export { isWithinRequirement } from "./permissions/requirements/within-requirement.js";
export {
  decideRequirement,
  demandRequirements,
  printRequirement,
  unmetRequirements,
} from "./permissions/requirements.js";
export {
  type CommandDecision,
  type CommandRequest,
  decideLogFile,
  decideShell,
  runAction,
  shellDirs,
  shellRoot,
} from "./permissions/shell.js";
export { decideTcp, type EndpointDecision } from "./permissions/tcp.js";
export { type PlainLimits, type PlainValue, toPlain } from "./plain-value.js";
export { Reconnector, type ReconnectorParts } from "./reconnector.js";
export type { MissedSchedules } from "./schedules.js";
export {
  createSkill,
  type InvokeCall,
  type InvokeResult,
  type RawResult,
  type Skill,
  type SkillOptions,
} from "./skill.js";
export type { DeviceFactory, DeviceHost, SkillInput } from "./skill-input.js";
export type {
  HistoryMessage,
  Replaced,
  Store,
  StoreChange,
  StoredBatch,
  StoredBatchResult,
  StoredOrigin,
  StoredOutcome,
  StoredSchedule,
  StoredSession,
  StoredSubscription,
  StoredTask,
} from "./store.js";
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
