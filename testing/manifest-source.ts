import { fileURLToPath } from "node:url";
import type { ManifestInput } from "../engine/manifest/model.js";
import { parseManifest } from "../engine/manifest.js";
import { readSource } from "./read-source.js";

/** A manifest: its YAML, the path of a file, or an object that may leave `id` and `path` out. */
export type ManifestSource = string | URL | Partial<ManifestInput>;

/** A manifest that needs completing, or is complete, and then frozen. */
type Given = Partial<ManifestInput>;

/** How many different texts are kept. */
const MAX_PARSED = 100;

/** The hint for a variable that a manifest demands: the process's environment isn't looked at. */
export function howToSet(variable: string): string {
  return `createMockHost({ env: { ${variable}: "..." } })`;
}

const parsed = new Map<string, Given>();

/** Reads what a test gives. What was YAML is complete, and the same object for the same text. */
export function readManifest(
  source: ManifestSource,
  environment: Readonly<Record<string, string>> = {},
): Given {
  if (source instanceof URL) return readManifest(fileURLToPath(source), environment);
  if (typeof source !== "string") return source;
  if (source.includes("\n")) return parseOnce(source, { environment });
  const hint = "name a file, or give YAML of several lines";
  const bytes = readSource(source, { what: "manifest", hint });
  return parseOnce(new TextDecoder().decode(bytes), { file: source, environment });
}

function parseOnce(
  text: string,
  options: { file?: string; environment: Readonly<Record<string, string>> },
): Given {
  const key = JSON.stringify([options, text]);
  const manifest = parsed.get(key) ?? parseManifest(text, { ...options, howToSet });
  if (parsed.size >= MAX_PARSED) parsed.clear();
  parsed.set(key, manifest);
  return manifest;
}
