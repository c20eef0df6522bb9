export * from "./archive";
export * from "./cluster";
export {
  BatchItem,
  CMD_BATCH_INVOKE,
  CMD_CALL_MODULE,
  CMD_EMIT_EVENT,
  CMD_LOAD_KV,
  CMD_SCHEDULE,
  CMD_SPAWN,
  CMD_STORE_KV,
  CMD_SUBSCRIBE,
  CMD_TERMINATE,
  batchInvokeCommand,
  newCallModule,
  newEmitEvent,
  newLoadKV,
  newSchedule,
  newStoreKV,
  newSubscribe,
} from "./commands";
export { Context } from "./context";
export * from "./events";
export * from "./fs";
export { SkillHandler } from "./handlers";
export * from "./http";
export * from "./llm";
export {
  MethodBuilder,
  ParamBuilder,
  method,
  registerMethods,
  typeArray,
  typeBool,
  typeInt,
  typeNumber,
  typeObject,
  typeString,
} from "./method-builder";
export { MethodDesc, MethodParam, RequirementDesc } from "./method-desc";
export { Decoder } from "./msgpack/decoder";
export { Encoder } from "./msgpack/encoder";
export { Reader } from "./msgpack/reader";
export { MsgValue } from "./msgpack/value";
export { Writer } from "./msgpack/writer";
export { register, registerRequirements, setSkillIdentity } from "./register";
export { Result, Status } from "./result";
export { Call } from "./runtime/call";
export { skill_alloc, skill_describe, skill_free, skill_handle } from "./runtime/exports";
export { serve } from "./runtime/registry";
export { InvokeRequest } from "./runtime/request";
export { Command, InvokeResponse, errorResponse } from "./runtime/response";
export * from "./shell";
export * from "./state";
export * from "./system";
export * from "./tcp";
export * from "./text";
export * from "./version";
export * from "./ws";
