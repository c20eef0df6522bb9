import type { MethodInfo, ParamInfo } from "../wire/descriptor.gen.js";

/** `greet(name: string, times?: integer) -> string` */
export function signatureOf({ name, params, result }: MethodInfo): string {
  const list = params.map((param) => {
    const mark = param.required ? "" : "?";
    return `${param.name}${mark}: ${typeOf(param)}`;
  });
  return `${name}(${list.join(", ")})${result ? ` -> ${typeOf(result)}` : ""}`;
}

/** A type in few words: `string`, `integer[]`, `"asc" | "desc"`, `bytes`. */
export function typeOf({ type, encoding, enum: options, items }: ParamInfo): string {
  if (encoding === "base64") return "bytes";
  if (encoding === "any") return "any";
  if (encoding === "mcp-content") return "content";
  if (options.length > 0) return options.map((option) => JSON.stringify(option)).join(" | ");
  if (type === "object" && items !== undefined) return `map of ${typeOf(items)}`;
  if (type !== "array") return type;
  const item = items === undefined ? "any" : typeOf(items);
  return item.includes(" ") ? `(${item})[]` : `${item}[]`;
}
