import type {
  Example,
  FieldModel,
  IntName,
  Literal,
  Method,
  Param,
  RecordModel,
  Skill,
  ValueType,
} from "./model.js";
import type { MethodHint } from "./read/annotations.js";

/** A descriptor, with what the sources know of its types and the wire doesn't say. */
export interface TypedDescriptor {
  readonly skill_id: string;
  readonly skill_name: string;
  readonly skill_version: string;
  readonly description: string;
  readonly methods: readonly TypedMethod[];
  readonly requirements: readonly {
    readonly kind: string;
    readonly pattern: string;
    readonly mode: string;
  }[];
}

export type MethodHints = { readonly [Hint in MethodHint]?: boolean };

export interface TypedMethod {
  readonly name: string;
  readonly description: string;
  readonly params: readonly TypedParam[];
  readonly mcp_hidden: boolean;
  readonly private_callback: boolean;
  /** What the method does to the world: what its author says, and nothing else. */
  readonly hints?: MethodHints;
  /** Absent in a descriptor that doesn't say it, null when the method answers nothing. */
  readonly result?: TypedParam | null;
}

export interface TypedParam {
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly required: boolean;
  readonly enum: readonly string[];
  readonly items?: TypedParam;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly encoding: string;
  readonly properties: readonly TypedParam[];
  /** Least and most that an integer's type holds; only from sources. */
  readonly range?: { readonly least: bigint; readonly most: bigint };
  /** Whether null is a value of its own; only from sources. */
  readonly nullable?: boolean;
  /** The class of an object with properties; only from sources. */
  readonly className?: string;
}

/** What `describe` of the compiled skill would say, with its types in full. */
export function describeTyped(skill: Skill): TypedDescriptor {
  const records = new Map(skill.records.map((record) => [record.key, record]));
  return {
    skill_id: skill.id,
    skill_name: skill.name,
    skill_version: skill.version,
    description: skill.description,
    methods: skill.methods.map((method) => typedMethod(method, records)),
    requirements: skill.requirements,
  };
}

type Records = ReadonlyMap<string, RecordModel>;

function typedMethod(method: Method, records: Records): TypedMethod {
  const { name, description, internal, callback, result, hints } = method;
  const fields = records.get(method.event)?.fields;
  return {
    name,
    description,
    params: (fields ?? method.params).map((each) => typedParam(each, records)),
    mcp_hidden: internal,
    private_callback: callback,
    ...(Object.keys(hints).length > 0 ? { hints } : {}),
    result:
      result === null
        ? null
        : { ...part(result.type, records), name: "", description: result.description },
  };
}

function typedParam(param: Param | FieldModel, records: Records): TypedParam {
  const { name, description, required } = param;
  const fallback = plain(param.default);
  const example = "example" in param ? plain(param.example) : undefined;
  return {
    ...part(param.type, records),
    name,
    description,
    required,
    enum: "enum" in param ? param.enum : [],
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(example === undefined ? {} : { example }),
  };
}

/** A value without a name, such as an array's item. */
function part(type: ValueType, records: Records): TypedParam {
  const base = {
    name: "",
    description: "",
    required: false,
    enum: [],
    encoding: "",
    properties: [],
    nullable: type.nullable,
  };
  switch (type.kind) {
    case "string":
      return { ...base, type: "string" };
    case "bool":
      return { ...base, type: "boolean" };
    case "int":
      return { ...base, type: "integer", range: rangeOf(type.name) };
    case "float":
      return { ...base, type: "number" };
    case "bytes":
      return { ...base, type: "string", encoding: "base64" };
    case "any":
      return { ...base, type: "object", encoding: type.content ? "mcp-content" : "any" };
    case "list":
      return { ...base, type: "array", items: part(type.of, records) };
    case "map":
      return { ...base, type: "object", items: part(type.of, records) };
    case "record": {
      const { name = "", fields = [] } = records.get(type.key) ?? {};
      const properties = fields.map((field) => typedParam(field, records));
      return { ...base, type: "object", className: name, properties };
    }
  }
}

function rangeOf(name: IntName): { least: bigint; most: bigint } {
  const bits = BigInt(name.slice(1));
  if (name.startsWith("u")) return { least: 0n, most: (1n << bits) - 1n };
  return { least: -(1n << (bits - 1n)), most: (1n << (bits - 1n)) - 1n };
}

function plain(literal: Literal | Example | null): unknown {
  switch (literal?.kind) {
    case "string":
    case "bool":
    case "json":
      return literal.value;
    case "int": {
      const value = BigInt(literal.digits);
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    }
    case "float":
      return Number(literal.digits);
    default:
      return undefined;
  }
}
