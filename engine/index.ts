export { decodeMessage, encodeMessage } from "./codec/message.js";
export { Extension, Timestamp, type Value } from "./codec/value.js";
export type { SkillCommand } from "./command.js";
export { describeModule, sdkVersionText } from "./describe.js";
export type { Device, Devices, HostCall, HostCallRecord, Notice } from "./device.js";
export {
  DecodeError,
  type DecodeErrorCode,
  HostError,
  SkillLoadError,
  type SkillLoadErrorCode,
  SkillProtocolError,
  type SkillProtocolErrorCode,
  type SkillTrapCode,
  SkillTrapError,
} from "./errors.js";
export { type LoadOptions, loadModule } from "./load.js";
export type { SkillModule } from "./module.js";
export {
  createSkill,
  type InvokeCall,
  type InvokeResult,
  type RawResult,
  type Skill,
  type SkillOptions,
} from "./skill.js";
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
