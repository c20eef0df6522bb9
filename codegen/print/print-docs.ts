import { ownFunctions } from "../own-functions.js";
import type { TypedDescriptor, TypedMethod, TypedParam } from "../typed-descriptor.js";
import { hintLabels, typeLabel, valueLabel } from "./type-label.js";

export interface DocsOptions {
  /** The host functions that the module imports; null when only sources are known. */
  readonly capabilities: readonly string[] | null;
  /** skill-gen's version. */
  readonly version: string;
}

/** A Markdown reference of the methods that others may call. */
export function printDocs(skill: TypedDescriptor, options: DocsOptions): string {
  const { skill_id, skill_name, skill_version, description } = skill;
  const open = skill.methods.filter((method) => !method.private_callback);
  const lines = [
    `<!-- Made by skill-gen ${options.version} from ${skill_id} ${skill_version}.` +
      " Do not edit; run skill-gen docs again. -->",
    "",
    `# ${plain(skill_name)} ${skill_version}`,
    "",
    ...(description === "" ? [] : [plain(description), ""]),
    ...factLines(skill, options),
    ...open.flatMap(methodLines),
  ];
  return `${lines.join("\n")}\n`;
}

function factLines(
  { skill_id, requirements }: TypedDescriptor,
  { capabilities }: DocsOptions,
): string[] {
  const needs = requirements.map(({ kind, pattern, mode }) =>
    code([kind, pattern, mode].filter(Boolean).join(" ")),
  );
  const own = ownFunctions(capabilities ?? []);
  return [
    `- Id: ${code(skill_id)}`,
    `- Requires: ${needs.join(", ") || "nothing"}`,
    ...(capabilities === null
      ? []
      : [`- Host functions: ${capabilities.map(code).join(", ") || "none"}`]),
    ...(own.length === 0 ? [] : [`- Needs skill-host: ${own.map(code).join(", ")}`]),
  ];
}

function methodLines(method: TypedMethod): string[] {
  const { name, description, params, result, mcp_hidden, hints } = method;
  return [
    "",
    `## ${name}`,
    "",
    ...(description === "" ? [] : [plain(description), ""]),
    ...(mcp_hidden ? ["Internal: models don't see it.", ""] : []),
    ...(hints === undefined ? [] : [`Hints: ${hintLabels(hints).map(code).join(", ")}`, ""]),
    ...paramTable(params),
    ...resultLines(result),
  ];
}

function paramTable(params: readonly TypedParam[]): string[] {
  if (params.length === 0) return ["No parameters.", ""];
  const rows = params.flatMap((param) => paramRows(param, param.name));
  return ["| Parameter | Type | | Description |", "|---|---|---|---|", ...rows, ""];
}

function paramRows(param: TypedParam, path: string): string[] {
  const { required, default: fallback, description, example } = param;
  const given = fallback === undefined ? "optional" : `default ${code(valueLabel(fallback))}`;
  const such = example === undefined ? "" : `for example ${code(valueLabel(example))}`;
  const said = [cell(plain(description)), such].filter(Boolean).join(", ");
  const row = [code(path), typeCell(param), required ? "required" : given, said];
  return [tableRow(row), ...innerRows(param, { path, row: paramRows })];
}

function resultLines(result: TypedParam | null | undefined): string[] {
  if (result === undefined) return ["What it answers isn't described."];
  if (result === null) return ["Answers nothing."];
  const said = result.description === "" ? "" : `: ${plain(result.description)}`;
  const fields = innerRows(result, { path: "", row: fieldRows });
  const table = ["", "| Field | Type | Description |", "|---|---|---|", ...fields];
  return [`Answers ${typeCell(result)}${said}`, ...(fields.length === 0 ? [] : table)];
}

function fieldRows(field: TypedParam, path: string): string[] {
  const row = [code(path), typeCell(field), cell(plain(field.description))];
  return [tableRow(row), ...innerRows(field, { path, row: fieldRows })];
}

interface Inner {
  readonly path: string;
  readonly row: (param: TypedParam, path: string) => string[];
}

/** The rows of an object's fields, also where it is what an array or a map holds. */
function innerRows(param: TypedParam, { path, row }: Inner): string[] {
  if (param.items !== undefined) {
    const mark = param.type === "array" ? "[]" : "{}";
    return innerRows(param.items, { path: `${path}${mark}`, row });
  }
  const prefix = path === "" ? "" : `${path}.`;
  return param.properties.flatMap((field) => row(field, `${prefix}${field.name}`));
}

function typeCell(param: TypedParam): string {
  const { range } = param;
  const label = code(typeLabel(param));
  if (range === undefined) return label;
  if (range.most < 0x10000n) return `${label}, ${range.least} to ${range.most}`;
  return range.least === 0n ? `${label}, not negative` : label;
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`.replace(/ +\|$/, " |");
}

/** Text without HTML; line breaks would end a heading or a row. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("<", "&lt;");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function code(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${space}${cell(text)}${space}${fence}`;
}
