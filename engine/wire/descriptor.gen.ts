// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../codec/reader.js";
import { readStrings } from "./strings.gen.js";

/** An argument, a result or a part of one. */
export interface ParamInfo {
  /** Its key. */
  name: string;
  /** What it means. */
  description: string;
  /** string, integer, number, boolean, object or array. */
  type: string;
  /** Whether it must be given. */
  required: boolean;
  /** The strings that it may be; empty = any. */
  enum: string[];
  /** What an array holds. */
  items?: ParamInfo;
  /** Its value when it is left out. */
  default?: unknown;
  /** A value that makes sense. */
  example?: unknown;
  /** `base64` for bytes, `mcp-content` for ready-made content. */
  encoding: string;
  /** What an object holds. */
  properties: ParamInfo[];
}

/** What a method does to the world. */
export interface MethodHints {
  /** It changes nothing; not said when absent. */
  read_only?: boolean;
  /** It may destroy; not said when absent. */
  destructive?: boolean;
  /** Twice is as once; not said when absent. */
  idempotent?: boolean;
  /** It reaches outside; not said when absent. */
  open_world?: boolean;
}

/** A method of the skill. */
export interface MethodInfo {
  /** Its name. */
  name: string;
  /** What it does. */
  description: string;
  /** Its arguments, in order. */
  params: ParamInfo[];
  /** Whether models don't see it. */
  mcp_hidden: boolean;
  /** Whether only the skill itself may call it. */
  private_callback: boolean;
  /** What it answers. */
  result?: ParamInfo;
  /** What it does to the world. */
  hints?: MethodHints;
}

/** A grant that the skill needs. */
export interface RequirementInfo {
  /** fs, http, tcp, ws, shell, llm, env or invoke. */
  kind: string;
  /** What it needs of that kind. */
  pattern: string;
  /** `ro` or `rw`, for fs. */
  mode: string;
}

/** What a skill says about itself. */
export interface SkillDescriptor {
  /** Protocol version, 1. */
  version: number;
  /** The type id, a reverse-domain name. */
  skill_id: string;
  /** Its name for people. */
  skill_name: string;
  /** Its version. */
  skill_version: string;
  /** What it is for. */
  description: string;
  /** Its methods. */
  methods: MethodInfo[];
  /** The grants that it needs. */
  requirements: RequirementInfo[];
  /** major << 16 | minor << 8 | patch of the SDK that made it. */
  sdk_version: number;
}

export function readParamInfo(r: Reader): ParamInfo {
  const paramInfo: ParamInfo = {
    name: "",
    description: "",
    type: "",
    required: false,
    enum: [],
    encoding: "",
    properties: [],
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "name":
        paramInfo.name = r.string();
        break;
      case "description":
        paramInfo.description = r.string();
        break;
      case "type":
        paramInfo.type = r.string();
        break;
      case "required":
        paramInfo.required = r.bool();
        break;
      case "enum":
        paramInfo.enum = readStrings(r);
        break;
      case "items":
        paramInfo.items = readParamInfo(r);
        break;
      case "default":
        paramInfo.default = r.value();
        break;
      case "example":
        paramInfo.example = r.value();
        break;
      case "encoding":
        paramInfo.encoding = r.string();
        break;
      case "properties":
        paramInfo.properties = readParamInfos(r);
        break;
      default:
        r.skip();
    }
  }
  return paramInfo;
}

export function readParamInfos(r: Reader): ParamInfo[] {
  const items: ParamInfo[] = [];
  for (let left = r.array(); left > 0; left--) items.push(readParamInfo(r));
  return items;
}

export function readMethodHints(r: Reader): MethodHints {
  const methodHints: MethodHints = {};
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "read_only":
        methodHints.read_only = r.bool();
        break;
      case "destructive":
        methodHints.destructive = r.bool();
        break;
      case "idempotent":
        methodHints.idempotent = r.bool();
        break;
      case "open_world":
        methodHints.open_world = r.bool();
        break;
      default:
        r.skip();
    }
  }
  return methodHints;
}

export function readMethodInfo(r: Reader): MethodInfo {
  const methodInfo: MethodInfo = {
    name: "",
    description: "",
    params: [],
    mcp_hidden: false,
    private_callback: false,
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "name":
        methodInfo.name = r.string();
        break;
      case "description":
        methodInfo.description = r.string();
        break;
      case "params":
        methodInfo.params = readParamInfos(r);
        break;
      case "mcp_hidden":
        methodInfo.mcp_hidden = r.bool();
        break;
      case "private_callback":
        methodInfo.private_callback = r.bool();
        break;
      case "result":
        methodInfo.result = readParamInfo(r);
        break;
      case "hints":
        methodInfo.hints = readMethodHints(r);
        break;
      default:
        r.skip();
    }
  }
  return methodInfo;
}

export function readMethodInfos(r: Reader): MethodInfo[] {
  const items: MethodInfo[] = [];
  for (let left = r.array(); left > 0; left--) items.push(readMethodInfo(r));
  return items;
}

export function readRequirementInfo(r: Reader): RequirementInfo {
  const requirementInfo: RequirementInfo = { kind: "", pattern: "", mode: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "kind":
        requirementInfo.kind = r.string();
        break;
      case "pattern":
        requirementInfo.pattern = r.string();
        break;
      case "mode":
        requirementInfo.mode = r.string();
        break;
      default:
        r.skip();
    }
  }
  return requirementInfo;
}

export function readRequirementInfos(r: Reader): RequirementInfo[] {
  const items: RequirementInfo[] = [];
  for (let left = r.array(); left > 0; left--) items.push(readRequirementInfo(r));
  return items;
}

export function readSkillDescriptor(r: Reader): SkillDescriptor {
  // Refuses what nests too deep, before the readers follow it.
  new Reader(r.source, r.offset, r.end).skip();
  const skillDescriptor: SkillDescriptor = {
    version: 0,
    skill_id: "",
    skill_name: "",
    skill_version: "",
    description: "",
    methods: [],
    requirements: [],
    sdk_version: 0,
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "version":
        skillDescriptor.version = r.i32();
        break;
      case "skill_id":
        skillDescriptor.skill_id = r.string();
        break;
      case "skill_name":
        skillDescriptor.skill_name = r.string();
        break;
      case "skill_version":
        skillDescriptor.skill_version = r.string();
        break;
      case "description":
        skillDescriptor.description = r.string();
        break;
      case "methods":
        skillDescriptor.methods = readMethodInfos(r);
        break;
      case "requirements":
        skillDescriptor.requirements = readRequirementInfos(r);
        break;
      case "sdk_version":
        skillDescriptor.sdk_version = r.u32();
        break;
      default:
        r.skip();
    }
  }
  return skillDescriptor;
}
