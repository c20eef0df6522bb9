import { any, bool, field, i32, list, record, str, u32 } from "./schema.js";

export const paramTypes = ["string", "integer", "number", "boolean", "object", "array"] as const;
export type ParamType = (typeof paramTypes)[number];

export const requirementKinds = [
  "fs",
  "http",
  "tcp",
  "ws",
  "shell",
  "llm",
  "env",
  "invoke",
] as const;
export type RequirementKind = (typeof requirementKinds)[number];

const empty = { omit: "empty" } as const;

export const paramInfo = record("ParamInfo", "An argument, a result or a part of one.", [
  str("name", "Its key."),
  str("description", "What it means.", empty),
  str("type", "string, integer, number, boolean, object or array."),
  bool("required", "Whether it must be given.", empty),
  list("str")("enum", "The strings that it may be.", { ...empty, zero: "any" }),
  field({ record: "ParamInfo" })("items", "What an array holds.", { omit: "null" }),
  any("default", "Its value when it is left out.", { omit: "null" }),
  any("example", "A value that makes sense.", { omit: "null" }),
  str("encoding", "`base64` for bytes, `mcp-content` for ready-made content.", empty),
  list({ record: "ParamInfo" })("properties", "What an object holds.", empty),
]);

const unsaid = { omit: "null", zero: "not said when absent" } as const;

export const methodHints = record("MethodHints", "What a method does to the world.", [
  bool("read_only", "It changes nothing.", unsaid),
  bool("destructive", "It may destroy.", unsaid),
  bool("idempotent", "Twice is as once.", unsaid),
  bool("open_world", "It reaches outside.", unsaid),
]);

export const methodInfo = record("MethodInfo", "A method of the skill.", [
  str("name", "Its name."),
  str("description", "What it does."),
  list(paramInfo)("params", "Its arguments, in order.", empty),
  bool("mcp_hidden", "Whether models don't see it.", empty),
  bool("private_callback", "Whether only the skill itself may call it.", empty),
  field({ record: "ParamInfo" })("result", "What it answers.", { omit: "null" }),
  field({ record: "MethodHints" })("hints", "What it does to the world.", { omit: "null" }),
]);

export const requirementInfo = record("RequirementInfo", "A grant that the skill needs.", [
  str("kind", "fs, http, tcp, ws, shell, llm, env or invoke."),
  str("pattern", "What it needs of that kind.", empty),
  str("mode", "`ro` or `rw`, for fs.", empty),
]);

export const skillDescriptor = record("SkillDescriptor", "What a skill says about itself.", [
  i32("version", "Protocol version, 1."),
  str("skill_id", "The type id, a reverse-domain name."),
  str("skill_name", "Its name for people."),
  str("skill_version", "Its version."),
  str("description", "What it is for.", empty),
  list(methodInfo)("methods", "Its methods."),
  list(requirementInfo)("requirements", "The grants that it needs.", empty),
  u32("sdk_version", "major << 16 | minor << 8 | patch of the SDK that made it."),
]);

export const descriptor = [paramInfo, methodHints, methodInfo, requirementInfo, skillDescriptor];
