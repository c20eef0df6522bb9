import {
  completeManifest,
  type Manifest,
  type ManifestInput,
  type RequirementInfo,
} from "@luminarys/sdk-as/engine";

/** What a manifest grants, and what the module imports and requires. */
export interface GrantCase {
  readonly grants: Omit<ManifestInput, "id" | "path">;
  readonly imports?: readonly string[];
  readonly requires?: readonly string[];
}

interface Needs {
  readonly imports: readonly string[];
  readonly requirements: readonly RequirementInfo[];
}

export function readGrantCase({ grants, imports = [], requires = [] }: GrantCase): {
  manifest: Manifest;
  needs: Needs;
} {
  const manifest = completeManifest({ id: "a", path: "a.wasm", ...grants });
  const requirements = requires.map((line): RequirementInfo => {
    const [kind = "", pattern = "", mode = ""] = line.split(" ");
    return { kind, pattern, mode };
  });
  return { manifest, needs: { imports, requirements } };
}
