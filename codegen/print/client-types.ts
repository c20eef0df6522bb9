import type { TypedParam } from "../typed-descriptor.js";
import { docComment } from "./doc-comment.js";
import { Names, pascalCase } from "./names.js";
import { valueLabel } from "./type-label.js";

/** Names that a client uses itself. */
const globals = ["Promise", "Record", "Readonly", "Object", "Partial"];

/** Which way a value goes: absent fields of an argument take their defaults, a result has them all. */
export type Direction = "argument" | "result";

interface Interface {
  readonly name: string;
  readonly base: string;
  readonly body: string;
}

/** Turns types of a descriptor into TypeScript's and collects the interfaces that they need. */
export class ClientTypes {
  readonly #names = new Names();
  readonly #interfaces: Interface[] = [];

  constructor() {
    for (const name of globals) this.#names.take(name);
  }

  /** A free name for something else of the file's top level. */
  take(preferred: string): string {
    return this.#names.take(preferred);
  }

  /** The interface with these fields, called `base` if that is free. */
  fields(base: string, params: readonly TypedParam[], direction: Direction): string {
    const lines = params.flatMap((param) => this.#field(param, direction));
    const body = lines.join("\n");
    const known = this.#interfaces.find((each) => each.base === base && each.body === body);
    if (known !== undefined) return known.name;
    const used = this.#interfaces.some((each) => each.base === base);
    const preferred = used && direction === "argument" ? `${base}Input` : base;
    const name = this.#names.take(preferred);
    this.#interfaces.push({ name, base, body });
    return name;
  }

  /** `base` names the interface of an object whose class isn't known. */
  type(param: TypedParam, { base, direction }: { base: string; direction: Direction }): string {
    const bare = this.#bare(param, { base, direction });
    return param.nullable && bare !== "unknown" ? `${bare} | null` : bare;
  }

  /** The interfaces, in the order in which they were first needed. */
  print(): string[] {
    return this.#interfaces.flatMap(({ name, body }) =>
      body === ""
        ? ["", `export type ${name} = Record<string, never>;`]
        : ["", `export interface ${name} {`, body, "}"],
    );
  }

  #field(param: TypedParam, direction: Direction): string[] {
    const { name, description, default: fallback, example, required } = param;
    const known = this.type(param, { base: pascalCase(name), direction });
    const type = direction === "result" && mayBeNull(param) ? `${known} | null` : known;
    const optional = direction === "argument" && !required;
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    const notes = [
      description,
      ...(optional && fallback !== undefined ? [`@default ${valueLabel(fallback)}`] : []),
      ...(example === undefined ? [] : [`@example ${valueLabel(example)}`]),
    ];
    const value = optional && type !== "unknown" ? `${type} | undefined` : type;
    return [...docComment(notes, "  "), `  ${key}${optional ? "?" : ""}: ${value};`];
  }

  #bare(param: TypedParam, at: { base: string; direction: Direction }): string {
    const { type, encoding, enum: options, items, properties, className = "" } = param;
    if (encoding === "base64") return "Uint8Array";
    if (encoding === "any" || encoding === "mcp-content") return "unknown";
    if (options.length > 0) return options.map((option) => JSON.stringify(option)).join(" | ");
    if (type === "array") {
      const inner = items === undefined ? "unknown" : this.#item(items, at);
      return inner.includes(" ") ? `(${inner})[]` : `${inner}[]`;
    }
    if (type === "object" && items !== undefined) return `Record<string, ${this.#item(items, at)}>`;
    if (type === "object" && properties.length > 0) {
      return this.fields(className || at.base, properties, at.direction);
    }
    if (type === "object") return "Record<string, unknown>";
    return type === "integer" ? integer(param) : type;
  }

  #item(items: TypedParam, { base, direction }: { base: string; direction: Direction }): string {
    return this.type(items, { base: `${base}Item`, direction });
  }
}

/** A module doesn't say which of its fields may be null: any that isn't required, number or boolean. */
function mayBeNull({ nullable, required, type, encoding }: TypedParam): boolean {
  if (nullable !== undefined || required || encoding === "any") return false;
  return type === "string" || type === "object" || type === "array";
}

/** 64-bit integers, and those of unknown width, may be beyond what a number holds exactly. */
function integer({ range }: TypedParam): string {
  const narrow = range !== undefined && range.most <= BigInt(Number.MAX_SAFE_INTEGER);
  return narrow ? "number" : "number | bigint";
}
