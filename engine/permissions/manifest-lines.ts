import type { Manifest, ManifestInput } from "../manifest/model.js";
import { completeManifest, type ManifestOptions } from "../manifest.js";
import type { RequirementInfo } from "../wire/descriptor.gen.js";
import type { ManifestLine } from "./decision.js";
import { unmetRequirements } from "./requirements.js";

type Tree = { [key: string]: unknown };

/** Adds lines to a manifest; a section that gets one is enabled. Returns a new manifest. */
export function addLines(input: ManifestInput, lines: readonly ManifestLine[]): ManifestInput {
  const tree = structuredClone(input) as unknown as Tree;
  for (const line of lines) addLine(tree, line);
  return tree as unknown as ManifestInput;
}

/** The manifest that grants exactly what `@skill:require` lines ask for. */
export function manifestFor(
  identity: Pick<Manifest, "id" | "path">,
  requirements: readonly RequirementInfo[],
  options?: ManifestOptions,
): Manifest {
  const lines = unmetRequirements(requirements, completeManifest(identity)).flatMap(
    (unmet) => unmet.lines,
  );
  return completeManifest(addLines(identity, lines), options);
}

function addLine(tree: Tree, line: ManifestLine): void {
  const path = "list" in line ? line.list : line.key;
  const [, area] = /^permissions\.(\w+)\./.exec(path) ?? [];
  if (area !== undefined) branch(tree, ["permissions", area]).enabled = true;
  const [keys, leaf] = splitPath(path);
  const parent = branch(tree, keys);
  if ("key" in line) {
    if (line.value !== "" || !Object.hasOwn(parent, leaf)) parent[leaf] = line.value;
    return;
  }
  const items = (parent[leaf] ?? []) as string[];
  parent[leaf] = items.includes(line.item) ? items : [...items, line.item];
}

/** A name in env may hold a dot; other keys don't. */
function splitPath(path: string): [parents: string[], leaf: string] {
  if (path.startsWith("env.")) return [["env"], path.slice("env.".length)];
  const keys = path.split(".");
  return [keys.slice(0, -1), keys.at(-1) as string];
}

function branch(tree: Tree, keys: readonly string[]): Tree {
  let current = tree;
  for (const key of keys) {
    current[key] ??= {};
    current = current[key] as Tree;
  }
  return current;
}
