export * from "./archive";
export * from "./cluster";
export {
  BatchItem,
  batchInvokeCommand,
  newCallModule,
  newEmitEvent,
  newLoadKV,
  newSchedule,
  newStoreKV,
  newSubscribe,
} from "./commands";
export { ToolContent } from "./content";
export { Context } from "./context";
export * from "./events";
export * from "./fs";
export * from "./http";
export * from "./json";
export * from "./llm";
export {
  MethodBuilder,
  method,
  ParamBuilder,
  registerMethods,
  typeArray,
  typeBool,
  typeInt,
  typeNumber,
  typeObject,
  typeString,
} from "./method-builder";
export { Decoder } from "./msgpack/decoder";
export { Encoder } from "./msgpack/encoder";
export { Reader } from "./msgpack/reader";
export { MsgValue } from "./msgpack/value";
export { Writer } from "./msgpack/writer";
export { reportProgress } from "./progress";
export { Result, Status } from "./result";
export { Call } from "./runtime/call";
export * from "./runtime/constants";
export { skill_alloc, skill_describe, skill_free, skill_handle } from "./runtime/exports";
export { SkillHandler } from "./runtime/handlers";
export { MethodDesc, MethodParam, RequirementDesc } from "./runtime/method-desc";
export { register, registerRequirements, setSkillIdentity } from "./runtime/register";
export { serve } from "./runtime/registry";
export { InvokeRequest } from "./runtime/request";
export { Command, errorResponse, InvokeResponse } from "./runtime/response";
export * from "./shell";
export * from "./sockets";
export * from "./state";
export * from "./system";
export * from "./tcp";
export * from "./text";
export * from "./version";
export * from "./web";
export { readWebRequest, WebRequest } from "./web-request";
export * from "./ws";
