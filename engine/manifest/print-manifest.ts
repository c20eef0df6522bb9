import { stringify } from "yaml";
import { completeManifest } from "../manifest.js";
import type { ManifestInput } from "./model.js";

/** A manifest as YAML, without the keys that only repeat a default; `env` isn't expanded. */
export function printManifest(input: ManifestInput): string {
  const { id, path, env = {} } = input;
  const full = { ...completeManifest({ ...input, env: {} }), env };
  const { fs } = full.permissions;
  const defaults = completeManifest({
    id,
    path,
    permissions: { shell: { allowed_dirs: fs.dirs } },
  });
  const different = (without(full, defaults) ?? {}) as object;
  return stringify({ id, path, ...different }, { lineWidth: 0 });
}

/** What of a value isn't as in `defaults`; undefined when it's the same. */
function without(value: unknown, defaults: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return JSON.stringify(value) === JSON.stringify(defaults) ? undefined : value;
  }
  const known = (typeof defaults === "object" ? defaults : null) as Record<string, unknown> | null;
  const entries = Object.entries(value)
    .map(([key, part]) => [key, without(part, known?.[key])] as const)
    .filter(([, part]) => part !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
