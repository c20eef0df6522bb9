import { hostRules, type Ruling } from "../engine/host-rules.js";
import type { JournalEntry } from "../engine/journal.js";
import type { Manifest, ManifestInput } from "../engine/manifest/model.js";
import { printManifest } from "../engine/manifest/print-manifest.js";
import { completeManifest } from "../engine/manifest.js";
import { decideAddresses } from "../engine/permissions/address.js";
import type { ManifestLine } from "../engine/permissions/decision.js";
import { decideHttp } from "../engine/permissions/http.js";
import { addLines } from "../engine/permissions/manifest-lines.js";
import { decideRequirement, unmetRequirements } from "../engine/permissions/requirements.js";
import { decideTcp } from "../engine/permissions/tcp.js";
import type { PlainValue } from "../engine/plain-value.js";
import type { RequirementInfo } from "../engine/wire/descriptor.gen.js";

export interface DeniedCall {
  /** The host function. */
  readonly name: string;
  /** The method that made the call. */
  readonly method: string;
  readonly reason: string;
  /** The fewest lines that would allow it; none when nothing would, or when they aren't known. */
  readonly lines: readonly ManifestLine[];
}

export interface PermissionReport {
  /** Lines that are granted and that no call has needed: `"/data:rw" in permissions.fs.dirs`. */
  readonly unused: readonly string[];
  readonly denied: readonly DeniedCall[];
  /**
   * The smallest manifest that the skill loads with and with which all the calls would have passed, as
   * YAML.
   */
  readonly manifest: string;
}

/** The lists whose lines the journal tells of. */
const lists = [
  ["fs", "dirs"],
  ["http", "allowlist"],
  ["tcp", "allowlist"],
  ["shell", "allowlist"],
  ["file_transfer", "allowed_nodes"],
  ["file_transfer", "local_dirs"],
] as const;

/** What a skill has asked for: in calls, and by its `@skill:require` lines. */
export interface AskedFor {
  readonly entries: readonly JournalEntry[];
  readonly requirements: readonly RequirementInfo[];
}

/** Compares what a manifest grants with what a skill has asked for. */
export function reportPermissions(
  manifest: Manifest,
  { entries, requirements }: AskedFor,
): PermissionReport {
  const asked = entries
    .filter(({ allowed }) => allowed)
    .flatMap((each) => usedLines(each, manifest));
  const used = [...asked, ...declaredLines(manifest)];
  const denied = entries
    .filter(({ allowed }) => !allowed)
    .map(({ name, method, reason, lines }) => ({ name, method, reason, lines }));
  const missing = entries
    .filter(({ allowed, lines }) => !allowed && lines.length > 0)
    .flatMap((entry) => [...entry.lines, ...usedLines(grantedOf(entry, manifest), manifest)]);
  const needed = addLines(bareManifest(manifest), [...used, ...missing].filter(isOwn));
  const required = requiredLines(requirements, { needed, manifest });
  return {
    unused: unusedLines(manifest, used),
    denied,
    manifest: printManifest(addLines(needed, required)),
  };
}

/** What the skill wouldn't load without and no call has needed. */
function requiredLines(
  requirements: readonly RequirementInfo[],
  { needed, manifest }: { needed: ManifestInput; manifest: Manifest },
): ManifestLine[] {
  const unmet = unmetRequirements(requirements, completeManifest(needed));
  return unmet.flatMap(({ requirement, lines }) => {
    // A directory of its own could lie in a line that is used, and narrow it.
    if (requirement.kind === "fs") return decideRequirement(requirement, manifest).lines;
    return lines.map((line) => withValue(line, manifest));
  });
}

const webSockets = new Set(["ws_connect", "websocket_send", "websocket_receive"]);
const WEBSOCKET_LINE: ManifestLine = { key: "permissions.http.allow_websocket", value: true };

function usedLines({ name, lines, request }: JournalEntry, manifest: Manifest): ManifestLine[] {
  const socket = lines.length > 0 && webSockets.has(name) ? [WEBSOCKET_LINE] : [];
  const exact = lines.flatMap((line) => {
    const isEnabled = "key" in line && line.key === TCP_ENABLED;
    return isEnabled ? [line, ...addressLines(request)] : withValue(line, manifest);
  });
  return [...exact, ...socket];
}

type Rule = (request: PlainValue, manifest: Manifest) => Ruling<unknown>;

/** A denied call with what granted it up to where it was denied, such as where a link or a name led. */
function grantedOf(entry: JournalEntry, manifest: Manifest): JournalEntry {
  const rule = hostRules[entry.name] as Rule | undefined;
  const decisions = rule?.(entry.request, manifest).checks.map(({ decision }) => decision) ?? [];
  return { ...entry, lines: decisions.flatMap(({ allowed, lines }) => (allowed ? lines : [])) };
}

/** A variable's line with its value as a manifest says it, which expands variables. */
function withValue(line: ManifestLine, { env }: Manifest): ManifestLine {
  if (!("key" in line) || !line.key.startsWith("env.")) return line;
  const value = (env[line.key.slice("env.".length)] ?? "").replaceAll("${", () => "$${");
  return { ...line, value };
}

const TCP_ENABLED = "permissions.tcp.enabled";

/**
 * What an empty allowlist has let through is named: as soon as another line joins the list, the list
 * isn't empty any more.
 */
function addressLines(request: PlainValue): ManifestLine[] {
  const { addr } = request as { readonly addr: string };
  const { tcp } = completeManifest({ id: "any", path: "any" }).permissions;
  const named = decideTcp(tcp, addr).lines.filter((line) => "list" in line);
  const allowlist = named.map(({ item }) => item);
  const decision = decideTcp({ ...tcp, enabled: true, allowlist }, addr);
  const isEnough =
    decision.allowed &&
    (decision.target.host.address !== undefined ||
      decideAddresses(decision.target, [ANY_PRIVATE]).allowed);
  return isEnough ? named : [...named, { key: "permissions.tcp.allow_private", value: true }];
}

/** Stands for where a name has led, which the journal doesn't tell. */
const ANY_PRIVATE = "10.0.0.1";

/** What the sockets need that the host connects for the manifest. */
function declaredLines({ permissions, websocket }: Manifest): ManifestLine[] {
  return (websocket?.routes ?? []).flatMap(({ connect: url }) => {
    if (url === undefined) return [];
    return [...decideHttp(permissions.http, { url, websocket: true }).lines, WEBSOCKET_LINE];
  });
}

/** A line of another skill's manifest doesn't belong into this one. */
function isOwn(line: ManifestLine): boolean {
  return !("skill" in line) || line.skill === undefined;
}

function unusedLines({ permissions, env }: Manifest, used: readonly ManifestLine[]): string[] {
  const isUsed = (wanted: string) => used.some((line) => printLine(line) === wanted);
  const listed = lists.flatMap(([area, list]) => {
    const section = permissions[area];
    if (!section.enabled) return [];
    const items = (section as unknown as Record<string, readonly string[]>)[list] ?? [];
    return items.map((item) => `"${item}" in permissions.${area}.${list}`);
  });
  const model = permissions.llm.enabled ? ["permissions.llm.enabled"] : [];
  const variables = Object.keys(env).map((name) => `env.${name}`);
  return [...listed, ...model, ...variables].filter((line) => !isUsed(line));
}

function printLine(line: ManifestLine): string {
  return "list" in line ? `"${line.item}" in ${line.list}` : line.key;
}

/** All but what it grants. */
function bareManifest({
  id,
  path,
  description,
  limits,
  invoke_policy,
  mcp,
  web,
  websocket,
}: Manifest): ManifestInput {
  const faces = { ...(web && { web }), ...(websocket && { websocket }) };
  return { id, path, description, limits, invoke_policy, mcp, ...faces };
}
