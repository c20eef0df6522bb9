import { decodeMessage } from "./codec/message.js";
import { decodeCommand } from "./command.js";
import { DecodeError, SkillProtocolError } from "./errors.js";
import type { InvokeResult, RawResult } from "./skill.js";

/** Decodes what a call answered. Throws a SkillProtocolError when it isn't MessagePack. */
export function decodeResult(raw: RawResult): InvokeResult {
  const { error, llmContext, state } = raw;
  try {
    const value = raw.value.length === 0 ? null : decodeMessage(raw.value);
    return { value, error, llmContext, state, commands: raw.commands.map(decodeCommand) };
  } catch (cause) {
    if (!(cause instanceof DecodeError)) throw cause;
    const message = `Cannot read the answer of skill_handle: ${cause.message}`;
    throw new SkillProtocolError(message, { code: "decode", cause });
  }
}
