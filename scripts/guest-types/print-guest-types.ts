import type { GeneratedFile } from "../wire/stale.js";
import { emitDeclarations } from "./emit-declarations.js";
import { rollUp } from "./roll-up.js";

const name = "types.gen.d.ts";

const head = [
  "// Made by scripts/generate-wire.ts from the sources beside it. Do not edit; run npm run generate.",
  "// Editors read it instead of them; its map leads from a use to the source.",
];

/** The guest library's types for editors: one module, and the map to the sources below `root`. */
export function printGuestTypes(root: string): GeneratedFile[] {
  const { lines, sources, mappings } = rollUp(emitDeclarations(root), head);
  const map = {
    version: 3,
    file: name,
    sources: sources.map((source) => source.replace(/^assembly\//, "")),
    names: [],
    mappings,
  };
  const text = [...lines, `//# sourceMappingURL=${name}.map`, ""].join("\n");
  return [
    { path: `assembly/${name}`, toString: () => text },
    { path: `assembly/${name}.map`, toString: () => `${JSON.stringify(map)}\n` },
  ];
}
