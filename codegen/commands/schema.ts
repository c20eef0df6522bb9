import { inputSchema, jsonValue, outputSchema } from "../../engine/cores/json-schema.js";
import type { Terminal } from "../terminal.js";
import { readSkill } from "./read-skill.js";

/** Prints the JSON Schema of each method that others may call. */
export async function schemaCommand(
  path: string,
  { terminal }: { terminal: Terminal },
): Promise<number> {
  const skill = await readSkill(path, terminal);
  if (skill === null) return 1;
  const { skill_id, skill_version, methods } = skill.descriptor;
  const open = methods.filter((method) => !method.private_callback);
  const schemas = Object.fromEntries(
    open.map((method) => [
      method.name,
      { input: inputSchema(method), output: outputSchema(method) },
    ]),
  );
  const all = { skill_id, skill_version, methods: schemas };
  terminal.out(`${JSON.stringify(jsonValue(all), null, 2)}\n`);
  return 0;
}
