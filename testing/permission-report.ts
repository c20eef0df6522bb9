import type { JournalEntry } from "../engine/journal.js";
import type { Manifest, ManifestInput } from "../engine/manifest/model.js";
import { printManifest } from "../engine/manifest/print-manifest.js";
import type { ManifestLine } from "../engine/permissions/decision.js";
import { decideHttp } from "../engine/permissions/http.js";
import { addLines } from "../engine/permissions/manifest-lines.js";

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
  /** The smallest manifest with which all the calls would have passed, as YAML. */
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

/** Compares what a manifest grants with what a skill has asked for. */
export function reportPermissions(
  manifest: Manifest,
  entries: readonly JournalEntry[],
): PermissionReport {
  const asked = entries.filter(({ allowed }) => allowed).flatMap(usedLines);
  const used = [...asked, ...declaredLines(manifest)];
  const denied = entries
    .filter(({ allowed }) => !allowed)
    .map(({ name, method, reason, lines }) => ({ name, method, reason, lines }));
  const needed = [...used, ...denied.flatMap(({ lines }) => lines)].filter(isOwn);
  return {
    unused: unusedLines(manifest, used),
    denied,
    manifest: printManifest(addLines(bareManifest(manifest), needed)),
  };
}

const webSockets = new Set(["ws_connect", "websocket_send", "websocket_receive"]);
const WEBSOCKET_LINE: ManifestLine = { key: "permissions.http.allow_websocket", value: true };

function usedLines({ name, lines }: JournalEntry): readonly ManifestLine[] {
  return lines.length > 0 && webSockets.has(name) ? [...lines, WEBSOCKET_LINE] : lines;
}

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
