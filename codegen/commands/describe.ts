import { jsonValue } from "../../engine/cores/json-schema.js";
import { sdkVersionText } from "../../engine/describe.js";
import { ownFunctions } from "../own-functions.js";
import { renderDescription } from "../render/render-description.js";
import { makeStyle, wantsColour } from "../render/style.js";
import type { Terminal } from "../terminal.js";
import { readModule } from "./read-skill.js";

export interface DescribeFlags {
  readonly json?: boolean;
}

/** Says what a compiled skill says about itself, what it imports and how large it is. */
export function describeCommand(
  path: string,
  { flags, terminal }: { flags: DescribeFlags; terminal: Terminal },
): number {
  const { module, descriptor, sizeBytes } = readModule(path, {
    terminal,
    hint: "Name a compiled skill, such as build/skill.wasm",
  });
  const hostFunctions = module.hostFunctions.toSorted();
  const wasiFunctions = module.wasiFunctions.toSorted();
  const sdkVersion =
    descriptor.sdk_version === 0 ? "unknown" : sdkVersionText(descriptor.sdk_version);
  if (flags.json) {
    const all = {
      ...descriptor,
      sdk_version: sdkVersion,
      host_functions: hostFunctions,
      needs_skill_host: ownFunctions(hostFunctions),
      wasi_functions: wasiFunctions,
      size_bytes: sizeBytes,
    };
    terminal.out(`${JSON.stringify(jsonValue(all), null, 2)}\n`);
    return 0;
  }
  const isTerminal = terminal.isOutTerminal === true;
  const style = makeStyle(wantsColour({ env: terminal.env, isTerminal }));
  const description = { descriptor, hostFunctions, wasiFunctions, sdkVersion, sizeBytes };
  terminal.out(renderDescription(description, style));
  return 0;
}
