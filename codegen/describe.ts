import type {
  Example,
  FieldModel,
  Json,
  Literal,
  Method,
  Param,
  RecordModel,
  Skill,
  ValueType,
} from "./model.js";

/** A value of the descriptor. Keys keep their order; undefined ones aren't there. */
export type Described =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly Described[]
  | { readonly [key: string]: Described | undefined };

/** The descriptor of the skill, with the keys of the wire. `version` is the SDK's. */
export function describeSkill(skill: Skill, version: string): Described {
  const records = new Map(skill.records.map((record) => [record.key, record]));
  return {
    version: 1,
    skill_id: skill.id,
    skill_name: skill.name,
    skill_version: skill.version,
    description: filled(skill.description),
    methods: skill.methods.map((method) => describeMethod(method, records)),
    requirements: list(
      skill.requirements.map(({ kind, pattern, mode }) => ({
        kind,
        pattern: filled(pattern),
        mode: filled(mode),
      })),
    ),
    sdk_version: versionNumber(version),
  };
}

type Records = ReadonlyMap<string, RecordModel>;

function describeMethod(method: Method, records: Records): Described {
  const event = records.get(method.event);
  const params =
    event === undefined
      ? method.params.map((param) => describeParam(param, records))
      : // Only the host calls it, and knows what it sends.
        event.fields.map((field) => describeField({ ...field, description: "" }, records));
  return {
    name: method.name,
    description: method.description,
    params: list(params),
    mcp_hidden: method.internal || undefined,
    private_callback: method.callback || undefined,
    result:
      method.result === null
        ? undefined
        : {
            name: "",
            description: filled(method.result.description),
            ...describeType(method.result.type, records),
          },
    hints: Object.keys(method.hints).length > 0 ? method.hints : undefined,
  };
}

function describeParam(param: Param, records: Records): Described {
  return {
    name: param.name,
    description: filled(param.description),
    ...describeType(param.type, records),
    required: param.required || undefined,
    enum: list(param.enum),
    default: literalValue(param.default),
    example: literalValue(param.example),
  };
}

function describeField(field: FieldModel, records: Records): Described {
  return {
    name: field.name,
    description: filled(field.description),
    ...describeType(field.type, records),
    required: field.required || undefined,
    default: literalValue(field.default),
  };
}

function describeType(type: ValueType, records: Records): Record<string, Described | undefined> {
  switch (type.kind) {
    case "string":
      return { type: "string" };
    case "bool":
      return { type: "boolean" };
    case "int":
      return { type: "integer" };
    case "float":
      return { type: "number" };
    case "bytes":
      return { type: "string", encoding: "base64" };
    case "any":
      return { type: "object", encoding: type.content ? "mcp-content" : "any" };
    case "list":
      return { type: "array", items: { name: "", ...describeType(type.of, records) } };
    case "map":
      return { type: "object", items: { name: "", ...describeType(type.of, records) } };
    case "record": {
      const fields = records.get(type.key)?.fields ?? [];
      return {
        type: "object",
        properties: list(fields.map((each) => describeField(each, records))),
      };
    }
  }
}

function filled(text: string): string | undefined {
  return text === "" ? undefined : text;
}

function list(items: readonly Described[]): readonly Described[] | undefined {
  return items.length === 0 ? undefined : items;
}

function literalValue(literal: Literal | Example | null): Described | undefined {
  switch (literal?.kind) {
    case "string":
    case "bool":
      return literal.value;
    case "int":
      return BigInt(literal.digits);
    case "float":
      return Number(literal.digits);
    case "json":
      return literal.value as Json;
    default:
      return undefined;
  }
}

/** `major << 16 | minor << 8 | patch`. */
function versionNumber(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.-]/).map(Number);
  return (major << 16) | (minor << 8) | patch;
}
