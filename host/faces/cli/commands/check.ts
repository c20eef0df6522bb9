import {
  type Allowed,
  type Denied,
  decideRequirement,
  printRequirement,
  sdkVersionText,
} from "@luminarys/sdk-as/engine";
import { type ConfigProblem, printConfigProblem } from "../../../config/config-error.js";
import { shownPath } from "../../../config/shown-path.js";
import { checkRoutes } from "../../../serve/check-routes.js";
import type { Workplace } from "../command-context.js";
import { findSkill } from "../find-skill.js";
import { type LoadedSkill, loadSkill } from "../load-skill.js";
import { harmless, type Style, styleFor } from "../style.js";
import { alignRows } from "../table.js";
import type { Terminal } from "../terminal.js";
import { grantWarnings } from "./grant-warnings.js";
import { missingFolders } from "./missing-folders.js";
import { type UnusedGrant, unusedGrants } from "./unused-grants.js";

export interface CheckFlags {
  readonly config?: string;
  /** Whether unused grants and warnings fail the check. */
  readonly strict?: boolean;
  readonly json?: boolean;
}

interface CheckedLine {
  /** As the author wrote it. */
  readonly line: string;
  readonly decision: Allowed | Denied;
}

interface Findings {
  readonly requirements: readonly CheckedLine[];
  /** Routes and sockets of the manifest that no host would serve. */
  readonly routes: readonly ConfigProblem[];
  readonly unused: readonly UnusedGrant[];
  /** What grants don't do though the skill needs it. */
  readonly warnings: readonly string[];
}

/** Compares what a skill requires with what its manifest grants. Gives the exit code. */
export async function checkCommand(
  name: string,
  { flags, place }: { flags: CheckFlags; place: Workplace },
): Promise<number> {
  const { terminal } = place;
  const target = findSkill(name, { terminal, config: flags.config });
  const skill = await loadSkill(target, place);
  const { manifest, descriptor, module } = skill;
  const requirements = descriptor.requirements.map((each) => ({
    line: printRequirement(each),
    decision: decideRequirement(each, manifest),
  }));
  const needs = { imports: module.hostFunctions, requirements: descriptor.requirements };
  const unused = unusedGrants(manifest, needs);
  const { problems: routes, warnings: routeWarnings } = routesOf(skill, terminal);
  const grants = [...grantWarnings(manifest, needs), ...missingFolders(manifest)];
  const warnings = [...grants, ...routeWarnings];
  const findings = { requirements, routes, unused, warnings };
  if (flags.json) terminal.out(`${JSON.stringify(toJson(skill, findings), null, 2)}\n`);
  else terminal.out(render(skill, findings, terminal));
  const isWrong = routes.length > 0 || requirements.some(({ decision }) => !decision.allowed);
  return isWrong || (flags.strict && unused.length + warnings.length > 0) ? 1 : 0;
}

/** A manifest's routes lead to its own skill alone, so that no other one has to be known. */
function routesOf({ manifest, descriptor, manifestFile }: LoadedSkill, { cwd }: Terminal) {
  const skills = [{ id: manifest.id, manifest, descriptor }];
  const files = { host: undefined, manifestOf: () => manifestFile, cwd };
  return checkRoutes({}, { skills, files });
}

function toJson(skill: LoadedSkill, { requirements, routes, unused, warnings }: Findings): object {
  return {
    id: skill.manifest.id,
    module: skill.modulePath,
    requirements: requirements.map(({ line, decision }) => ({
      requirement: line,
      met: decision.allowed,
      reason: decision.reason,
      ...(decision.allowed ? {} : { lines: decision.lines, grant: decision.grant }),
    })),
    routes: routes.map(printConfigProblem),
    unused,
    warnings,
  };
}

function render(skill: LoadedSkill, findings: Findings, terminal: Terminal): string {
  const style = styleFor(terminal, "out");
  const { descriptor, manifest } = skill;
  const title = `${manifest.id} (${descriptor.skill_name} ${descriptor.skill_version})`;
  const lines = [
    ...requirementLines(findings, style),
    ...findings.routes.map(
      (each) => `${style.red("wrong ")}  ${harmless(printConfigProblem(each))}`,
    ),
    ...findings.warnings.map((line) => `${style.yellow("warn  ")}  ${harmless(line)}`),
    ...unusedLines(findings, style),
  ];
  const blocks = [
    [style.bold(harmless(title)), ...facts(skill, terminal).map((line) => style.dim(line))],
    lines.length > 0 ? lines : ["requires nothing, and nothing is granted in vain"],
    [summary(findings, style)],
  ];
  return `${blocks.map((block) => block.join("\n")).join("\n\n")}\n`;
}

function facts(
  { descriptor, modulePath, sizeBytes, module, manifest }: LoadedSkill,
  terminal: Terminal,
): string[] {
  const sdk = descriptor.sdk_version === 0 ? "unknown" : sdkVersionText(descriptor.sdk_version);
  const size = `${sizeBytes.toLocaleString("en")} bytes`;
  const memory = `at most ${manifest.limits.memory_mb} MiB of memory`;
  return [
    `module   ${shownPath(modulePath, terminal.cwd)}, ${size}, SDK ${sdk}, ${memory}`,
    `imports  ${module.hostFunctions.toSorted().join(", ") || "no host functions"}`,
  ];
}

function requirementLines({ requirements }: Findings, style: Style): string[] {
  const rows = requirements.map(({ line, decision }) => [
    harmless(line),
    harmless(explain(decision)),
  ]);
  return alignRows(rows).map((row, index) => {
    const isMet = requirements[index]?.decision.allowed;
    return `${isMet ? style.green("met   ") : style.red("unmet ")}  ${row}`;
  });
}

function explain(decision: Allowed | Denied): string {
  if (decision.allowed) return decision.reason;
  return decision.grant ? `${decision.reason}. Hint: ${decision.grant}` : decision.reason;
}

function unusedLines({ unused }: Findings, style: Style): string[] {
  const rows = unused.map(({ grant, reason }) => [grant, reason]);
  return alignRows(rows).map((row) => `${style.yellow("unused")}  ${row}`);
}

function summary({ requirements, routes, unused, warnings }: Findings, style: Style): string {
  const unmet = requirements.filter(({ decision }) => !decision.allowed).length;
  const wrong = counted(routes.length, "wrong route");
  const rest = [wrong, counted(warnings.length, "warning"), counted(unused.length, "unused grant")];
  const more = rest.map((each) => each && `, ${each}`).join("");
  const paint = unmet + routes.length === 0 ? style.green : style.red;
  if (unmet === 0) return paint(`Every requirement is met${more}`);
  return paint(`${unmet} of ${requirements.length} requirements unmet${more}`);
}

function counted(count: number, name: string): string {
  if (count === 0) return "";
  return count === 1 ? `1 ${name}` : `${count} ${name}s`;
}
