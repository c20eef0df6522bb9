/** What a skill is, as plain data that survives JSON. Everything is printed from it. */
export interface Skill {
  /** Path of the source that holds the skill tags. */
  readonly path: string;
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Import path of the SDK, as the author's sources write it. */
  readonly sdk: string;
  readonly requirements: readonly Requirement[];
  readonly methods: readonly Method[];
  /** The classes in use, by key; a class comes after those it holds. */
  readonly records: readonly RecordModel[];
}

export interface Requirement {
  readonly kind: string;
  readonly pattern: string;
  /** Only for fs. */
  readonly mode: "" | "ro" | "rw";
}

export interface Method {
  readonly name: string;
  readonly description: string;
  readonly handler: Handler;
  /** Whether the handler takes the Context first. */
  readonly context: boolean;
  readonly params: readonly Param[];
  /** Key of the event that the handler takes instead of params, or "". */
  readonly event: string;
  /** Null for void. */
  readonly result: Result | null;
  readonly internal: boolean;
  readonly callback: boolean;
  readonly hints: Readonly<Record<string, boolean>>;
}

export interface Handler {
  /** Path of its source. */
  readonly path: string;
  /** Name under which the source exports it. */
  readonly name: string;
}

export interface Param {
  /** Key on the wire. */
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly type: ValueType;
  readonly enum: readonly string[];
  /** What the handler gets when it is absent; null is the type's zero value. */
  readonly fallback: Literal | null;
  /** Whether an absent one is left out of the handler's call, for its initializer to run. */
  readonly omit: boolean;
  /** What the descriptor says about a missing one; null says nothing. */
  readonly default: Literal | null;
  readonly example: Example | null;
}

export interface Result {
  readonly type: ValueType;
  readonly description: string;
}

export interface RecordModel {
  readonly key: string;
  readonly name: string;
  /** Path of the source that exports it; "" is the SDK. */
  readonly path: string;
  /** The SDK's function that reads it, when its fields alone don't say how. */
  readonly reader?: string;
  readonly fields: readonly FieldModel[];
}

export interface FieldModel {
  readonly name: string;
  readonly description: string;
  readonly type: ValueType;
  readonly required: boolean;
  readonly default: Literal | null;
}

export type ValueType =
  | { readonly kind: "string"; readonly nullable: boolean }
  | { readonly kind: "bool"; readonly nullable: false }
  | { readonly kind: "int"; readonly name: IntName; readonly nullable: false }
  | { readonly kind: "float"; readonly name: FloatName; readonly nullable: false }
  | { readonly kind: "bytes"; readonly nullable: boolean }
  /** A MsgValue: anything. A ToolContent, which is one, when it is content for MCP clients. */
  | { readonly kind: "any"; readonly nullable: boolean; readonly content?: true }
  | { readonly kind: "list"; readonly of: ValueType; readonly nullable: boolean }
  /** Keys are strings. */
  | { readonly kind: "map"; readonly of: ValueType; readonly nullable: boolean }
  | { readonly kind: "record"; readonly key: string; readonly nullable: boolean };

export const intNames = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"] as const;
export type IntName = (typeof intNames)[number];
export const floatNames = ["f32", "f64"] as const;
export type FloatName = (typeof floatNames)[number];

/** A value that can be written anywhere. Numbers keep their digits: they may not fit a double. */
export type Literal =
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "int"; readonly digits: string }
  | { readonly kind: "float"; readonly digits: string }
  | { readonly kind: "null" }
  /** `[]`, `new Map<K, V>()`, `new Item()`, `new Uint8Array(0)`. */
  | { readonly kind: "empty" };

export type Example = Literal | { readonly kind: "json"; readonly value: Json };

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
