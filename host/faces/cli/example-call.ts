import type { MethodInfo, ParamInfo } from "@luminarys/sdk-as/engine";
import { toJson } from "../../values/to-json.js";

/** A method and the arguments that it can't do without, as a shell takes them: `greet --name Ada`. */
export function exampleCall({ name, params }: MethodInfo): string {
  const flags = params
    .filter(({ required }) => required)
    .map((param) => ` --${param.name} ${exampleOf(param)}`);
  return `${name}${flags.join("")}`;
}

function exampleOf({ name, example, encoding, enum: options }: ParamInfo): string {
  const value = example ?? options[0];
  if (encoding === "base64") return "@<file>";
  if (value === undefined) return `<${name}>`;
  return quote(typeof value === "string" ? value : JSON.stringify(toJson(value)));
}

function quote(text: string): string {
  return /^[\w.,:/@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
