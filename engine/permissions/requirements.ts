import type { Manifest } from "../manifest/model.js";
import type { RequirementInfo } from "../wire/descriptor.gen.js";
import { allow, type Decision, deny, denyDisabled } from "./decision.js";
import { coverCommand } from "./requirements/cover-command.js";
import { coverDirs } from "./requirements/cover-dirs.js";
import { coverEndpoint } from "./requirements/cover-endpoint.js";
import { coverUrl } from "./requirements/cover-url.js";
import { RequirementError, type UnmetRequirement } from "./requirements/requirement-error.js";

/** Every `@skill:require` line that the manifest doesn't satisfy, in their order. */
export function unmetRequirements(
  requirements: readonly RequirementInfo[],
  manifest: Manifest,
): UnmetRequirement[] {
  return requirements.flatMap((requirement) => {
    const decision = decideRequirement(requirement, manifest);
    return decision.allowed
      ? []
      : [{ requirement, line: printRequirement(requirement), ...decision }];
  });
}

/** Throws a RequirementError that lists every unmet line. */
export function demandRequirements(
  requirements: readonly RequirementInfo[],
  manifest: Manifest,
): void {
  const unmet = unmetRequirements(requirements, manifest);
  if (unmet.length > 0) throw new RequirementError(manifest.id, unmet);
}

/** Whether every string that the line's pattern matches is granted. */
export function decideRequirement(requirement: RequirementInfo, manifest: Manifest): Decision {
  const { kind, pattern } = requirement;
  const decide = deciders[kind];
  if (!decide) return deny(`"${kind}" is no kind of requirement that this host knows`);
  if (pattern === "" && kind !== "llm") return deny("it names no pattern");
  try {
    return decide(requirement, manifest);
  } catch (error) {
    if (error instanceof SyntaxError) return deny(error.message);
    throw error;
  }
}

/** As the author wrote it: `fs /data/** rw`. */
export function printRequirement({ kind, pattern, mode }: RequirementInfo): string {
  return [kind, pattern, mode].filter((part) => part !== "").join(" ");
}

type Decider = (requirement: RequirementInfo, manifest: Manifest) => Decision;

const deciders: Readonly<Record<string, Decider>> = {
  fs: (requirement, { permissions }) => coverDirs(permissions.fs, requirement),
  http: ({ pattern }, { permissions }) => coverUrl(permissions.http, { pattern, kind: "http" }),
  ws: ({ pattern }, { permissions }) => coverUrl(permissions.http, { pattern, kind: "ws" }),
  tcp: ({ pattern }, { permissions }) => coverEndpoint(permissions.tcp, pattern),
  shell: ({ pattern }, { permissions }) => coverCommand(permissions.shell, pattern),
  llm: (_, { permissions }) =>
    permissions.llm.enabled ? allow([], {}) : denyDisabled("permissions.llm", []),
  env: ({ pattern }, { env }) => coverEnv(env, pattern),
  invoke: ({ pattern }, { invoke_policy }) => coverInvoke(invoke_policy.can_invoke, pattern),
};

function coverEnv(env: Manifest["env"], key: string): Decision {
  const line = { key: `env.${key}`, value: "" };
  return Object.hasOwn(env, key) ? allow([line], {}) : deny("env doesn't hold it", [line]);
}

function coverInvoke(ids: readonly string[], id: string): Decision {
  const entry = ids.find((each) => each === id || each === "*");
  const line = (item: string) => ({ list: "invoke_policy.can_invoke", item });
  if (entry !== undefined) return allow([line(entry)], {});
  return deny("invoke_policy.can_invoke doesn't hold it", [line(id)]);
}
