import type { MethodHints, TypedParam } from "../typed-descriptor.js";

/** A type in few words: `string`, `integer[]`, `"asc" | "desc"`, `map of number`, `Item`. */
export function typeLabel(param: TypedParam): string {
  const label = bareLabel(param);
  return param.nullable ? `${label} | null` : label;
}

function bareLabel({ type, encoding, enum: options, items, className }: TypedParam): string {
  if (encoding === "base64") return "bytes";
  if (encoding === "any") return "any";
  if (encoding === "mcp-content") return "content";
  if (options.length > 0) return options.map((option) => JSON.stringify(option)).join(" | ");
  if (type === "array") {
    const item = items === undefined ? "any" : typeLabel(items);
    return item.includes(" ") ? `(${item})[]` : `${item}[]`;
  }
  if (type === "object" && items !== undefined) return `map of ${typeLabel(items)}`;
  return type === "object" && className ? className : type;
}

/** A method's hints as their author writes them: `read_only`, `open_world:false`. */
export function hintLabels(hints: MethodHints = {}): string[] {
  return Object.entries(hints).flatMap(([hint, holds]) => {
    if (holds === undefined) return [];
    return holds ? hint : `${hint}:false`;
  });
}

/** `greet(name: string, times?: integer = 1) -> string` */
export function signatureLabel(method: {
  readonly name: string;
  readonly params: readonly TypedParam[];
  readonly result?: TypedParam | null;
}): string {
  const { name, params, result } = method;
  const list = params.map((param) => {
    const mark = param.required ? "" : "?";
    const value = param.default === undefined ? "" : ` = ${valueLabel(param.default)}`;
    return `${param.name}${mark}: ${typeLabel(param)}${value}`;
  });
  const answer = result ? ` -> ${typeLabel(result)}` : "";
  return `${name}(${list.join(", ")})${answer}`;
}

/** A default or an example as people write it. */
export function valueLabel(value: unknown): string {
  if (value === undefined) return "none";
  if (typeof value === "bigint") return `${value}`;
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return JSON.stringify(value, (_, each) => (typeof each === "bigint" ? Number(each) : each));
}
