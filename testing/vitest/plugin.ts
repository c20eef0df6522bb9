import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin, ViteUserConfig } from "vitest/config";
import { buildSkill } from "./build-skill.js";

const SKILL = "?skill";
const SOURCE = "?skill-source";

/**
 * Lets tests import a skill's folder: `import skill from "../assembly?skill"` generates and compiles
 * it with a source map. Registers the matchers too.
 */
export function skillPlugin(): Plugin {
  const place = { cwd: process.cwd(), cacheDir: "" };
  return {
    name: "luminarys:skill",
    enforce: "pre",
    config: () => ({ test: { setupFiles: [matchersFile()] } }) as ViteUserConfig,
    configResolved({ root, cacheDir }) {
      place.cwd = root;
      place.cacheDir = join(cacheDir, "skills");
    },
    resolveId(source, importer = "") {
      if (source.endsWith(SOURCE)) return source;
      if (!source.endsWith(SKILL)) return null;
      const from = importer === "" ? place.cwd : dirname(importer.replace(/\?.*$/, ""));
      return `${resolve(from, source.slice(0, -SKILL.length))}${SKILL}`.replaceAll("\\", "/");
    },
    async load(id) {
      if (id.endsWith(SOURCE)) return { code: "export {};", map: null };
      if (!id.endsWith(SKILL)) return null;
      const folder = id.slice(0, -SKILL.length);
      const onSource = (path: string) => this.addWatchFile(path);
      const { path, sources } = await buildSkill(folder, { ...place, onSource });
      return { code: printModule(path, sources), map: null };
    },
  };
}

/** Beside this one, from testing/ and from dist/testing/. */
function matchersFile(): string {
  const extension = extname(fileURLToPath(import.meta.url));
  return fileURLToPath(new URL(`./matchers${extension}`, import.meta.url));
}

/** Importing the sources makes them modules that vitest shows the lines of. */
function printModule(path: string, sources: readonly string[]): string {
  const imports = sources.map((source) => `import ${quote(`${source}${SOURCE}`)};\n`);
  return `import { readFileSync } from "node:fs";
${imports.join("")}
const bytes = new Uint8Array(readFileSync(${quote(path)}));
export default Object.assign(bytes, { sourceMap: readFileSync(${quote(`${path}.map`)}, "utf8") });
`;
}

function quote(path: string): string {
  return JSON.stringify(path.replaceAll("\\", "/"));
}
