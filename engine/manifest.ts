import type { Environment } from "./manifest/expand.js";
import { ManifestError } from "./manifest/manifest-error.js";
import { manifestShape } from "./manifest/manifest-shape.js";
import type { Limits, Manifest, ManifestInput } from "./manifest/model.js";
import { sameAsFs } from "./manifest/permission-shapes.js";
import { parseYaml, wrapYaml, type YamlSource } from "./yaml/parse-yaml.js";

export interface ManifestOptions {
  /** Its name in messages. Default: none, and they say "manifest". */
  file?: string;
  /** What `${VAR}` in `env` is replaced from; nothing unless given. */
  environment?: Environment;
  /** The hint for a variable that `${VAR:?}` demands and that has no value. */
  howToSet?: (variable: string) => string;
  /** The host's own defaults of `limits`. */
  limits?: Partial<Limits>;
  /** Where it stands, as an absolute path: hints make relative directories absolute. */
  folder?: string;
}

/** Parses a manifest's YAML. Throws one ManifestError that names all problems. */
export function parseManifest(text: string, options: ManifestOptions = {}): Manifest {
  return readSource(parseYaml(text), options);
}

/** The same for a plain object, which is checked as strictly; problems have no place. */
export function completeManifest(input: ManifestInput, options: ManifestOptions = {}): Manifest {
  return readSource(wrapYaml(input), options);
}

function readSource(source: YamlSource, options: ManifestOptions): Manifest {
  const { file, environment = {}, limits = {}, folder, howToSet } = options;
  const hasSyntaxErrors = source.problems().length > 0;
  const shape = manifestShape({ environment, limits, folder, howToSet });
  const manifest = hasSyntaxErrors ? undefined : shape.read(source.root);
  const problems = source.problems();
  if (!manifest || problems.length > 0) throw new ManifestError(file, problems);
  return freeze(withShellDirs(manifest));
}

function withShellDirs(manifest: Manifest): Manifest {
  const { fs, shell } = manifest.permissions;
  if (shell.allowed_dirs !== sameAsFs) return manifest;
  const permissions = { ...manifest.permissions, shell: { ...shell, allowed_dirs: fs.dirs } };
  return { ...manifest, permissions };
}

/** Decisions compile its lists once, so that it mustn't change. */
function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === "object" && part !== null) freeze(part);
  }
  return Object.freeze(value);
}
