import { protocolVersion } from "../contract/index.js";
import type { Abi } from "./abi.js";
import type { Reader } from "./codec/reader.js";
import { SkillProtocolError } from "./errors.js";
import { createInstance } from "./instance.js";
import type { SkillModule } from "./module.js";
import { readSkillDescriptor, type SkillDescriptor } from "./wire/descriptor.gen.js";

/** What the module says about itself, from an instance of its own without devices. */
export function describeModule(module: SkillModule): SkillDescriptor {
  return describeInstance(createInstance(module, { serve: () => () => 0n }));
}

export function describeInstance(abi: Abi): SkillDescriptor {
  return abi.describe(readDescriptor);
}

/** An SDK version as text, such as "0.3.0". */
export function sdkVersionText(version: number): string {
  return `${version >>> 16}.${(version >>> 8) & 0xff}.${version & 0xff}`;
}

/** Skips it first, which refuses nesting that would be too deep for the recursive reader. */
function readDescriptor(reader: Reader): SkillDescriptor {
  const { offset } = reader;
  reader.skip();
  reader.offset = offset;
  const descriptor = readSkillDescriptor(reader);
  if (descriptor.version <= protocolVersion) return descriptor;
  const wanted = `protocol version ${descriptor.version}, expected ${protocolVersion}`;
  const message = `Cannot read the answer of skill_describe: it speaks ${wanted}`;
  throw new SkillProtocolError(message, { code: "version" });
}
