import { generate } from "../../codegen/generate.js";
import { type CompiledSkill, type CompileInput, compileSkill } from "./compile.js";

/**
 * Takes annotated sources, by path, through skill-gen and asc. Throws an Error with the diagnostics of
 * the one that refuses them.
 */
export async function buildSkill(
  sources: string | Record<string, string>,
  input: Omit<CompileInput, "files" | "entry"> = {},
): Promise<CompiledSkill> {
  const files = typeof sources === "string" ? { "skill.ts": sources } : sources;
  const authored = Object.entries(files).map(([path, text]) => ({ path, text }));
  const generated = await generate(authored, { version: "0.3.0" });
  const [lib] = generated.files;
  if (!lib) {
    const messages = generated.diagnostics.map(({ id, message }) => `${id}: ${message}`);
    throw new Error(`Cannot generate entry file: ${messages.join("; ")}`);
  }
  return compileSkill({ ...input, files: { ...files, [lib.path]: lib.text }, entry: lib.path });
}
