import { readFileSync } from "node:fs";
import { createSkill, loadModule } from "@luminarys/sdk-as/engine";
import { generate } from "../../../codegen/generate.js";
import { describeTyped, type TypedDescriptor } from "../../../codegen/typed-descriptor.js";
import { hostDevices } from "../../../scripts/demo/devices.js";
import { buildSkill } from "../../support/build-skill.js";

/** A skill with every kind of type. */
export const catalogSource = readFileSync(new URL("skills/catalog.ts", import.meta.url), "utf8");

export async function buildCatalog(): Promise<Uint8Array> {
  return (await buildSkill(catalogSource)).wasm;
}

export async function startCatalog(): Promise<ReturnType<typeof createSkill>> {
  return createSkill(loadModule(await buildCatalog()), { devices: hostDevices() });
}

/** The typed descriptor of one source. Throws when it has findings. */
export async function describeSource(text: string): Promise<TypedDescriptor> {
  const { skill, diagnostics } = await generate([{ path: "skill.ts", text }], { version: "0.3.0" });
  if (skill === null || diagnostics.some(({ severity }) => severity === "error")) {
    throw new Error(
      `Cannot describe source: ${diagnostics.map((each) => each.message).join("; ")}`,
    );
  }
  return describeTyped(skill);
}
