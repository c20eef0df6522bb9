import {
  decideRequirement,
  type HostFunctionName,
  hostFunctions,
  isWithinRequirement,
  type Manifest,
  type RequirementInfo,
} from "@luminarys/sdk-as/engine";

/** Something that a manifest grants and its skill doesn't need. */
export interface UnusedGrant {
  /** `"https://**" in permissions.http.allowlist` */
  readonly grant: string;
  readonly reason: string;
}

/** What a module imports and requires. */
export interface SkillNeeds {
  readonly imports: readonly string[];
  readonly requirements: readonly RequirementInfo[];
}

type Area = keyof Manifest["permissions"];
type ListArea = "http" | "tcp" | "shell";

const kinds: Readonly<Record<ListArea, readonly string[]>> = {
  http: ["http", "ws"],
  tcp: ["tcp"],
  shell: ["shell"],
};

const NOT_REQUIRED = "no requirement needs it";

/**
 * What a module can't use, because it imports no function for it, and what none of its requirements
 * need. Where a skill requires nothing of a kind, nothing of that kind counts as unused; directories
 * never do, because skills don't require their users' data.
 */
export function unusedGrants(manifest: Manifest, needs: SkillNeeds): UnusedGrant[] {
  const areas = Object.keys(manifest.permissions) as Area[];
  const enabled = areas.filter((area) => manifest.permissions[area].enabled);
  const idle = enabled.filter((area) => !imports(area, needs));
  const listed = (Object.keys(kinds) as ListArea[]).filter(
    (area) => enabled.includes(area) && !idle.includes(area),
  );
  return [
    ...idle.map((area) => ({
      grant: `permissions.${area}`,
      reason: "the module imports no function that needs it",
    })),
    ...listed.flatMap((area) => unusedInList(area, manifest, needs)),
    ...unusedInvoke(manifest, needs),
    ...unusedEnv(manifest, needs),
  ];
}

function imports(area: Area, needs: SkillNeeds): boolean {
  return needs.imports.some((name) => {
    const entry = hostFunctions[name as HostFunctionName];
    return entry?.permission.split(" ")[0] === area;
  });
}

/**
 * Entries that meet no requirement, or none that another one doesn't meet more narrowly. What lies
 * within a requirement is needed even when it doesn't meet all of it: it is what the skill uses.
 */
function unusedInList(
  area: ListArea,
  manifest: Manifest,
  { requirements }: SkillNeeds,
): UnusedGrant[] {
  const own = requirements.filter(({ kind }) => kinds[area].includes(kind));
  if (own.length === 0) return [];
  const used = own
    .map((each) => decideRequirement(each, manifest))
    .flatMap((decision) => (decision.allowed ? decision.lines : []))
    .map((line) => ("list" in line ? line.item : ""));
  return manifest.permissions[area].allowlist
    .filter((line) => !used.includes(line) && !own.some((each) => isWithinRequirement(line, each)))
    .map((line) => ({
      grant: `"${line}" in permissions.${area}.allowlist`,
      reason: NOT_REQUIRED,
    }));
}

/** Skills are called by commands too, which need no import. */
function unusedInvoke({ invoke_policy }: Manifest, { requirements }: SkillNeeds): UnusedGrant[] {
  const wanted = patternsOf("invoke", requirements);
  if (wanted.length === 0) return [];
  return invoke_policy.can_invoke
    .filter((id) => id !== "*" && !wanted.includes(id))
    .map((id) => ({ grant: `"${id}" in invoke_policy.can_invoke`, reason: NOT_REQUIRED }));
}

function unusedEnv({ env }: Manifest, needs: SkillNeeds): UnusedGrant[] {
  const names = Object.keys(env);
  if (!needs.imports.includes("env_get")) {
    const reason = "the module imports no function that reads variables";
    return names.map((name) => ({ grant: `env.${name}`, reason }));
  }
  const wanted = patternsOf("env", needs.requirements);
  if (wanted.length === 0) return [];
  return names
    .filter((name) => !wanted.includes(name))
    .map((name) => ({ grant: `env.${name}`, reason: NOT_REQUIRED }));
}

function patternsOf(kind: string, requirements: readonly RequirementInfo[]): string[] {
  return requirements.filter((each) => each.kind === kind).map(({ pattern }) => pattern);
}
