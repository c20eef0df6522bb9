import type { ParamInfo } from "@luminarys/sdk-as/engine";
import { typeOf } from "@luminarys/sdk-as/engine/cores";
import { toJson } from "../../../values/to-json.js";

/** What a map has, or each map of a list; none where the skill doesn't say. */
export function fieldsOf({ properties, items }: ParamInfo): readonly ParamInfo[] {
  return properties.length === 0 && items ? fieldsOf(items) : properties;
}

/** A parameter in columns, its name behind a prefix: type, whether it's needed, what it means. */
export function paramRow(param: ParamInfo, prefix: string): string[] {
  const { name, required, description } = param;
  const mark = required ? "required" : optionalMark(param);
  return [`${prefix}${name}`, typeOf(param), mark, description];
}

/** The fields of a parameter, and theirs, each further in than what holds it. */
export function fieldRows(param: ParamInfo, prefix: string): string[][] {
  return fieldsOf(param).flatMap((field) => [
    paramRow(field, prefix),
    ...fieldRows(field, `${prefix}  `),
  ]);
}

function optionalMark({ default: value }: ParamInfo): string {
  return value === undefined ? "optional" : `default ${JSON.stringify(toJson(value))}`;
}
