import { InvokeError, SkillProtocolError, SkillTrapError } from "@luminarys/sdk-as/engine";
import { HostLimitError } from "../host-limit-error.js";

/** What a call that has no answer tells the model; undefined for what nobody expects. */
export function failureText(error: unknown): string | undefined {
  if (error instanceof SkillTrapError) {
    const { file = "~lib/", line, column, message } = error;
    return file.startsWith("~lib/") ? message : `${message}\n  at ${file}:${line}:${column}`;
  }
  const expected = [InvokeError, SkillProtocolError, HostLimitError, RangeError, TypeError];
  return expected.some((each) => error instanceof each) ? (error as Error).message : undefined;
}
