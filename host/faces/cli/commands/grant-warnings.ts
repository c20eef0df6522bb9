import {
  type HostFunctionName,
  hostFunctions,
  type Manifest,
  unmetRequirements,
} from "@luminarys/sdk-as/engine";
import type { SkillNeeds } from "./unused-grants.js";

type Permissions = Manifest["permissions"];
type Area = keyof Permissions;

/** Without an entry in each of these lists, everything of an enabled area is denied. */
const neededLists = {
  fs: ["dirs"],
  http: ["allowlist"],
  shell: ["allowlist", "allowed_dirs"],
  file_transfer: ["allowed_nodes"],
} as const;

/** The kinds of requirements that ask for an area. */
const kindAreas: Readonly<Record<string, Area>> = {
  fs: "fs",
  http: "http",
  ws: "http",
  tcp: "tcp",
  shell: "shell",
  llm: "llm",
};

/**
 * Grants that meet every requirement and yet can't be what was meant: a line each. What an unmet
 * requirement says already isn't said again.
 */
export function grantWarnings(manifest: Manifest, needs: SkillNeeds): string[] {
  const { permissions } = manifest;
  const unmet = unmetRequirements(needs.requirements, manifest);
  const told = unmet.map(({ requirement }) => kindAreas[requirement.kind]);
  const areas = Object.keys(permissions) as Area[];
  return [
    ...areas
      .filter((area) => !told.includes(area))
      .flatMap((area) => deniedUses(area, { permissions, needs })),
    ...areas.flatMap((area) => idleLists(area, permissions)),
    ...emptyVariables(manifest, needs),
  ];
}

function deniedUses(
  area: Area,
  { permissions, needs }: { permissions: Permissions; needs: SkillNeeds },
): string[] {
  const used = needs.imports.filter((name) => permissionOf(name)[0] === area);
  const [first] = used;
  if (first === undefined) return [];
  const more = used.length === 1 ? "" : ` and ${used.length - 1} more`;
  const denied = (why: string) => [`imports ${first}${more}, but ${why}: its calls will be denied`];
  if (!permissions[area].enabled) return denied(`permissions.${area} is disabled`);
  const list = emptyList(area, permissions);
  if (list !== undefined) return denied(`permissions.${area}.${list} is empty`);
  const socket = used.find((name) => permissionOf(name).includes("allow_websocket"));
  if (area !== "http" || permissions.http.allow_websocket || socket === undefined) return [];
  return [
    `imports ${socket}, but permissions.http.allow_websocket isn't true: its calls will be denied`,
  ];
}

function emptyList(area: Area, permissions: Permissions): string | undefined {
  const lists = area in neededLists ? neededLists[area as keyof typeof neededLists] : [];
  return lists.find((list) => itemsOf(area, { list, permissions }).length === 0);
}

/** Lists of an area that is disabled. */
function idleLists(area: Area, permissions: Permissions): string[] {
  if (permissions[area].enabled) return [];
  return ["dirs", "allowlist", "allowed_nodes", "local_dirs"]
    .filter((list) => itemsOf(area, { list, permissions }).length > 0)
    .map(
      (list) =>
        `permissions.${area}.${list} grants nothing: permissions.${area}.enabled isn't true`,
    );
}

function itemsOf(
  area: Area,
  { list, permissions }: { list: string; permissions: Permissions },
): readonly string[] {
  const section = permissions[area] as unknown as Readonly<Record<string, readonly string[]>>;
  return section[list] ?? [];
}

/** Required variables; one that is there without a value meets its requirement. */
function emptyVariables({ env }: Manifest, { requirements }: SkillNeeds): string[] {
  return requirements
    .filter(({ kind, pattern }) => kind === "env" && env[pattern] === "")
    .map(
      ({ pattern }) =>
        `env.${pattern} is required and empty: set what it is taken from, or write its value`,
    );
}

function permissionOf(name: string): string[] {
  const entry = Object.hasOwn(hostFunctions, name)
    ? hostFunctions[name as HostFunctionName]
    : undefined;
  return entry?.permission.split(/ \+ | /) ?? [];
}
