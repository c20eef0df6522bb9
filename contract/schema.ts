/**
 * What a value is on the wire. `any` is any MessagePack value, decoded; `spliced` is any MessagePack
 * value kept as its bytes; `args` is the same, or bin that holds it.
 */
export type Scalar =
  | "str"
  | "bool"
  | "i32"
  | "u32"
  | "i64"
  | "f64"
  | "bin"
  | "any"
  | "spliced"
  | "args";

export interface ListType {
  readonly list: Type;
}

export interface MapType {
  readonly map: Type;
}

/** Names a record, so that a record can hold itself. */
export interface RecordReference {
  readonly record: string;
}

export type Type = Scalar | ListType | MapType | RecordReference;

/** When a writer leaves the key out. `null` stands where absent isn't the same as zero. */
export type Omission = "empty" | "null";

export interface Field {
  readonly key: string;
  readonly type: Type;
  readonly doc: string;
  /** A reader refuses a map without it; otherwise absent and nil mean the zero value. */
  readonly required: boolean;
  /** What zero, empty or false means, where it isn't simply the value. */
  readonly zero?: string;
  readonly omit?: Omission;
  /** A second key that carries the same value for older readers. */
  readonly alias?: string;
}

export interface RecordType {
  readonly name: string;
  readonly doc: string;
  readonly fields: readonly Field[];
}

/** What the manifest must grant, in the words of its sections. */
export type Permission =
  | "none"
  | "fs"
  | "fs rw"
  | "fs ro + rw"
  | "http"
  | "http + allow_websocket"
  | "tcp"
  | "shell"
  | "llm"
  | "file_transfer"
  | "cluster mode";

/** Null is an empty map, a field a map of that one key, a record its map, a list a bare array. */
export type Answer = Field | RecordType | ListType | null;

export interface HostFunction {
  readonly name: string;
  readonly doc: string;
  readonly permission: Permission;
  /** In the order in which the guest's flat function takes them. */
  readonly request: readonly Field[];
  readonly answer: Answer;
}

export interface Area {
  readonly name: string;
  /** The one host that has it; absent when every host does. */
  readonly origin?: "skill-host";
  readonly records: readonly RecordType[];
  /** What methods may take as an argument, in classes that the guest writes by hand. */
  readonly arguments?: readonly RecordType[];
  readonly calls: readonly HostFunction[];
}

type Rules = Partial<Pick<Field, "zero" | "omit" | "alias">>;
type FieldBuilder = (key: string, doc: string, rules?: Rules) => Field;

/** Makes the builder of fields of one type. */
export function field(type: Type): FieldBuilder {
  return (key, doc, rules = {}) => ({ key, type, doc, required: false, ...rules });
}

export const str = field("str");
export const bool = field("bool");
export const i32 = field("i32");
export const u32 = field("u32");
export const i64 = field("i64");
export const f64 = field("f64");
export const bin = field("bin");
export const any = field("any");
export const spliced = field("spliced");
export const args = field("args");

export function list(of: Type | RecordType): FieldBuilder {
  return field(listOf(of));
}

export function listOf(of: Type | RecordType): ListType {
  return { list: typeof of === "object" && "name" in of ? { record: of.name } : of };
}

export function map(of: Type): FieldBuilder {
  return field({ map: of });
}

export function required(optional: Field): Field {
  return { ...optional, required: true };
}

export function record(name: string, doc: string, fields: readonly Field[]): RecordType {
  return { name, doc, fields };
}

export function call(name: string, rest: Omit<HostFunction, "name">): HostFunction {
  return { name, ...rest };
}
