import type { Manifest, ManifestInput } from "../engine/manifest/model.js";
import { completeManifest } from "../engine/manifest.js";
import type { ManifestLine } from "../engine/permissions/decision.js";
import { decideFs } from "../engine/permissions/fs.js";
import { addLines } from "../engine/permissions/manifest-lines.js";
import { shellRoot } from "../engine/permissions/shell.js";
import { dirLine, type Grants } from "./grants.js";

const WORKSPACE = { list: "permissions.shell.allowed_dirs", item: "/workspace:rw" };

/**
 * A manifest that also grants what a test scripts, from the moment that it does. Guards and devices
 * read its sections at each call.
 */
export function liveManifest(base: Manifest, grants: Grants): Manifest {
  let known: { key: unknown; count: number; manifest: Manifest } | undefined;
  const current = (): Manifest => {
    const key = grants.lines();
    const count = grants.madePaths.length;
    if (known?.key !== key || known.count !== count) {
      known = { key, count, manifest: grownOnce(base, [...key, ...pathLines(base, grants)]) };
    }
    return known.manifest;
  };
  return {
    ...base,
    get permissions() {
      return current().permissions;
    },
    get env() {
      return current().env;
    },
  };
}

const grown = new WeakMap<Manifest, Map<string, Manifest>>();

/** Tests script the same again and again. */
function grownOnce(base: Manifest, lines: readonly ManifestLine[]): Manifest {
  const known = grown.get(base) ?? new Map<string, Manifest>();
  grown.set(base, known);
  const key = JSON.stringify(lines);
  const manifest = known.get(key) ?? withLines(base, lines);
  known.set(key, manifest);
  return manifest;
}

/** A manifest with more lines; a command gets somewhere to run. */
export function withLines(base: Manifest, lines: readonly ManifestLine[]): Manifest {
  const input = addLines(base as ManifestInput, lines);
  const { permissions } = completeManifest({ ...input, env: {} });
  const needsPlace = permissions.shell.enabled && shellRoot(permissions.shell) === undefined;
  if (needsPlace) return withLines(base, [...lines, WORKSPACE]);
  return { ...base, permissions, env: { ...base.env, ...(input.env as Record<string, string>) } };
}

/** What a grant covers already keeps the mode that it has there. */
function pathLines({ permissions }: Manifest, { madePaths }: Grants): ManifestLine[] {
  return madePaths
    .filter((path) => !decideFs(permissions.fs, { path, mode: "ro" }).allowed)
    .map((path) => ({ list: "permissions.fs.dirs", item: dirLine(path) }));
}
