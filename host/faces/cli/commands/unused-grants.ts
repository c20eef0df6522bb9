import {
  decideRequirement,
  type HostFunctionName,
  hostFunctions,
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
 * Entries without which every requirement is met that is met with them. The only one that
 * meets any is needed, because tcp's empty list reaches more than most entries do.
 */
function unusedInList(
  area: ListArea,
  manifest: Manifest,
  { requirements }: SkillNeeds,
): UnusedGrant[] {
  const own = requirements.filter(({ kind }) => kinds[area].includes(kind));
  const met = own.filter((each) => decideRequirement(each, manifest).allowed);
  if (own.length === 0) return [];
  const { allowlist } = manifest.permissions[area];
  const unused = allowlist.filter((line) => {
    const rest = allowlist.filter((each) => each !== line);
    if (rest.length === 0) return met.length === 0;
    const narrower = withAllowlist(manifest, area, rest);
    return met.every((each) => decideRequirement(each, narrower).allowed);
  });
  return unused.map((line) => ({
    grant: `"${line}" in permissions.${area}.allowlist`,
    reason: NOT_REQUIRED,
  }));
}

function withAllowlist(manifest: Manifest, area: ListArea, allowlist: readonly string[]): Manifest {
  const { permissions } = manifest;
  const narrower = { ...permissions[area], allowlist };
  return { ...manifest, permissions: { ...permissions, [area]: narrower } };
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
