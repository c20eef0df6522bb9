import type { JournalEntry } from "../engine/journal.js";
import type { Manifest, ManifestInput } from "../engine/manifest/model.js";
import { printManifest } from "../engine/manifest/print-manifest.js";
import type { ManifestLine } from "../engine/permissions/decision.js";
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
  const used = entries.filter(({ allowed }) => allowed).flatMap(({ lines }) => lines);
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
}: Manifest): ManifestInput {
  return { id, path, description, limits, invoke_policy, mcp };
}
