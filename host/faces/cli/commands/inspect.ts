import {
  decideRequirement,
  type Manifest,
  type MethodInfo,
  type ParamInfo,
  printManifest,
  printRequirement,
  sdkVersionText,
} from "@luminarys/sdk-as/engine";
import { jsonValue, signatureOf } from "@luminarys/sdk-as/engine/cores";
import { shownPath } from "../../../config/shown-path.js";
import type { Workplace } from "../command-context.js";
import { findSkill } from "../find-skill.js";
import { type LoadedSkill, loadSkill } from "../load-skill.js";
import { fieldRows } from "../render/field-rows.js";
import { harmless, type Style, styleFor } from "../style.js";
import { alignRows } from "../table.js";
import type { Terminal } from "../terminal.js";

export interface InspectFlags {
  readonly config?: string;
  readonly manifest?: string;
  readonly json?: boolean;
}

/** Says what a skill is, needs, and is granted. Gives the exit code. */
export async function inspectCommand(
  name: string,
  { flags, place }: { flags: InspectFlags; place: Workplace },
): Promise<number> {
  const { terminal } = place;
  const { config, manifest } = flags;
  const target = findSkill(name, { terminal, config, manifest });
  const skill = await loadSkill(target, place);
  if (flags.json) {
    const { descriptor, manifest, modulePath, manifestFile, module } = skill;
    const host_functions = module.hostFunctions.toSorted();
    const all = { descriptor, host_functions, manifest, module: modulePath, file: manifestFile };
    terminal.out(`${JSON.stringify(jsonValue(all), null, 2)}\n`);
    return 0;
  }
  terminal.out(render(skill, terminal));
  return 0;
}

function render(skill: LoadedSkill, terminal: Terminal): string {
  const style = styleFor(terminal, "out");
  const { descriptor, manifest } = skill;
  const about = manifest.description || descriptor.description;
  const title = `${manifest.id}: ${descriptor.skill_name} ${descriptor.skill_version}`;
  const blocks = [
    [style.bold(harmless(title)), ...(about === "" ? [] : [harmless(about)])],
    facts(skill, terminal).map(([key, value]) => `${style.dim(key.padEnd(9))}${harmless(value)}`),
    ["Methods", ...renderMethods(descriptor.methods, style)],
    ["Requires", ...renderRequirements(skill, style)],
    ["Is granted", ...renderGrants(manifest)],
    ["Limits", ...alignRows(Object.entries(manifest.limits).map(limitRow))],
  ];
  return `${blocks.map(([head = "", ...rest]) => renderBlock(head, rest)).join("\n")}`;
}

function renderBlock(head: string, rest: readonly string[]): string {
  return `${[head, ...rest].join("\n")}\n`;
}

function facts(skill: LoadedSkill, { cwd }: Terminal): [string, string][] {
  const { descriptor, modulePath, manifestFile, sizeBytes, module } = skill;
  const version = descriptor.sdk_version;
  const size = `${sizeBytes.toLocaleString("en")} bytes`;
  return [
    ["type", descriptor.skill_id],
    ["module", `${shownPath(modulePath, cwd)}, ${size}`],
    ["manifest", manifestFile === undefined ? "none" : shownPath(manifestFile, cwd)],
    ["sdk", version === 0 ? "unknown" : sdkVersionText(version)],
    ["imports", module.hostFunctions.toSorted().join(", ") || "no host functions"],
  ];
}

function renderMethods(methods: readonly MethodInfo[], style: Style): string[] {
  if (methods.length === 0) return ["  none"];
  return methods.flatMap((method) => [
    `  ${style.cyan(harmless(signatureOf(method)))}${style.dim(markOf(method))}`,
    ...(method.description === "" ? [] : [`    ${harmless(method.description)}`]),
    ...renderParams(method.params, style),
  ]);
}

function markOf({ private_callback, mcp_hidden }: MethodInfo): string {
  if (private_callback) return "  callback";
  return mcp_hidden ? "  internal" : "";
}

function renderParams(params: readonly ParamInfo[], style: Style): string[] {
  const rows = params.flatMap((param) => {
    const fields = fieldRows(param, "  ");
    if (param.description === "" && fields.length === 0) return [];
    const below = fields.map(([name = "", ...facts]) => [name, facts.filter(Boolean).join("  ")]);
    return [[param.name, param.description], ...below];
  });
  return alignRows(rows.map((row) => row.map(harmless))).map((row) => style.dim(`      ${row}`));
}

function renderRequirements({ descriptor, manifest }: LoadedSkill, style: Style): string[] {
  if (descriptor.requirements.length === 0) return ["  nothing"];
  return descriptor.requirements.map((each) => {
    const isMet = decideRequirement(each, manifest).allowed;
    const mark = isMet ? style.green("met") : style.red("unmet");
    return `  ${harmless(printRequirement(each))}  ${mark}`;
  });
}

/** The manifest's own words; values of variables may be secrets. */
function renderGrants({ id, path, permissions, env, invoke_policy }: Manifest): string[] {
  const { can_invoke } = invoke_policy;
  const text = printManifest({ id, path, permissions, invoke_policy: { can_invoke } });
  const lines = text.split("\n").slice(2).filter(Boolean);
  const names = Object.keys(env);
  const variables = names.length === 0 ? [] : [`env: ${names.join(", ")}`];
  return [...lines, ...variables, ...(lines.length + names.length === 0 ? ["nothing"] : [])].map(
    (line) => `  ${harmless(line)}`,
  );
}

function limitRow([name, value]: [string, number]): string[] {
  return [`  ${name}`, value === 0 ? "none" : String(value)];
}
