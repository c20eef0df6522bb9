import { ownFunctions } from "../own-functions.js";
import { hintLabels, signatureLabel, typeLabel, valueLabel } from "../print/type-label.js";
import type { TypedDescriptor, TypedMethod, TypedParam } from "../typed-descriptor.js";
import { harmless, type Style } from "./style.js";

export interface Description {
  readonly descriptor: TypedDescriptor;
  readonly hostFunctions: readonly string[];
  readonly wasiFunctions: readonly string[];
  /** Such as "0.3.0". */
  readonly sdkVersion: string;
  readonly sizeBytes: number;
}

/** A compiled skill for people. */
export function renderDescription(description: Description, style: Style): string {
  const { descriptor, hostFunctions, wasiFunctions, sdkVersion, sizeBytes } = description;
  const { skill_name, skill_version, skill_id, methods, requirements } = descriptor;
  const needs = requirements.map(({ kind, pattern, mode }) =>
    [kind, pattern, mode].filter(Boolean).join(" "),
  );
  const own = ownFunctions(hostFunctions);
  const facts = [
    ["id", skill_id],
    ["sdk", sdkVersion],
    ["size", `${sizeBytes.toLocaleString("en")} bytes`],
    ["requires", needs.join("\n") || "nothing"],
    ["imports", hostFunctions.join("\n") || "no host functions"],
    ...(own.length > 0 ? [["needs", `skill-host: ${own.join(", ")}`]] : []),
    ...(wasiFunctions.length > 0 ? [["wasi", wasiFunctions.join("\n")]] : []),
  ] as const;
  const head = [style.bold(harmless(`${skill_name} ${skill_version}`)), ...text(descriptor)];
  const table = facts.flatMap(([name = "", value = ""]) => rows(name, { value, style }));
  const blocks = [[...head, ""], [...table, ""], renderMethods(methods, style)];
  return `${blocks.flat().join("\n")}\n`;
}

function text({ description }: { readonly description: string }): string[] {
  return description === "" ? [] : [harmless(description)];
}

function rows(name: string, { value, style }: { value: string; style: Style }): string[] {
  return value.split("\n").map((line, index) => {
    const label = (index === 0 ? name : "").padEnd(10);
    return `${style.dim(label)}${harmless(line)}`;
  });
}

function renderMethods(methods: readonly TypedMethod[], style: Style): string[] {
  if (methods.length === 0) return ["no methods"];
  return methods.flatMap((method, index) => [
    ...(index === 0 ? [] : [""]),
    `${style.cyan(harmless(signatureLabel(method)))}${style.dim(marks(method))}`,
    ...text(method).map((line) => `  ${line}`),
    ...renderParams(method.params, style),
    ...(method.result?.description ? [`  ${style.dim("->")} ${text(method.result).join("")}`] : []),
  ]);
}

function marks({ private_callback, mcp_hidden, hints }: TypedMethod): string {
  const kind = private_callback ? ["callback"] : mcp_hidden ? ["internal"] : [];
  const all = [...kind, ...hintLabels(hints)];
  return all.length === 0 ? "" : `  ${all.join(" ")}`;
}

/** A line for each; the signature has said the types of the outermost. */
function renderParams(params: readonly TypedParam[], style: Style, indent = "  "): string[] {
  const width = Math.max(0, ...params.map(({ name }) => name.length));
  return params.flatMap((param) => {
    const type = indent === "  " ? "" : typeLabel(param);
    const example = param.example === undefined ? "" : `such as ${valueLabel(param.example)}`;
    const said = [param.description, example].filter(Boolean).join(", ");
    const about = [type, said].filter(Boolean).join(": ");
    const line = `${indent}${harmless(param.name.padEnd(width))}  ${style.dim(harmless(about))}`;
    const inner = param.items?.properties ?? param.properties;
    return [line.trimEnd(), ...renderParams(inner, style, `${indent}  `)];
  });
}
