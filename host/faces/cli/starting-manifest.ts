import { type ManifestInput, manifestFor, type SkillDescriptor } from "@luminarys/sdk-as/engine";

/** A manifest that grants exactly what is required; variables come from the host's environment. */
export function startingManifest(
  identity: { readonly id: string; readonly path: string },
  { requirements }: SkillDescriptor,
): ManifestInput {
  const { permissions, env, invoke_policy } = manifestFor(identity, requirements);
  const names = Object.keys(env);
  const expanded = Object.fromEntries(names.map((name) => [name, variable(name)]));
  return { ...identity, permissions, env: expanded, invoke_policy };
}

/** A name that no shell could set is left to be filled in. */
function variable(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `\${${name}:?it is not set}` : "";
}
