import { decodeMessage } from "./codec/message.js";
import { decodeCommand } from "./command.js";
import { DecodeError, SkillProtocolError } from "./errors.js";
import type { InvokeResult, RawResult } from "./skill.js";

/** Decodes what a call answered. Throws a SkillProtocolError when it isn't MessagePack. */
export function decodeResult({ value, commands, ...rest }: RawResult): InvokeResult {
  try {
    return {
      ...rest,
      value: value.length === 0 ? null : decodeMessage(value),
      commands: commands.map(decodeCommand),
    };
  } catch (cause) {
    if (!(cause instanceof DecodeError)) throw cause;
    const message = `Cannot read the answer of skill_handle: ${cause.message}`;
    throw new SkillProtocolError(message, { code: "decode", cause });
  }
}
