import {
  SkillLoadError,
  SkillProtocolError,
  type SkillTrapCode,
  SkillTrapError,
} from "./errors.js";
import { webAssembly } from "./webassembly.js";

/** How V8 begins its traps' messages: there is no other way to tell them apart. */
const codes: [string, SkillTrapCode][] = [
  ["unreachable", "unreachable"],
  ["memory access out of bounds", "out_of_bounds"],
  ["table index is out of bounds", "indirect_call"],
  ["null function or function signature mismatch", "indirect_call"],
  ["indirect call", "indirect_call"],
  ["divide by zero", "arithmetic"],
  ["divide result unrepresentable", "arithmetic"],
  ["remainder by zero", "arithmetic"],
  ["float unrepresentable in integer range", "arithmetic"],
];

/** What a call into a guest threw, as an error of the engine; anything unknown as it is. */
export function toSkillError(thrown: unknown): unknown {
  if (thrown instanceof webAssembly.RuntimeError) {
    const code = codes.find(([words]) => thrown.message.startsWith(words))?.[1] ?? "other";
    return new SkillTrapError(`Cannot finish the call: ${thrown.message}`, { code, cause: thrown });
  }
  if (thrown instanceof RangeError) {
    const message = "Cannot finish the call: the stack is full";
    return new SkillTrapError(message, { code: "stack_overflow", cause: thrown });
  }
  return thrown;
}

export function isSkillError(error: unknown): boolean {
  return (
    error instanceof SkillTrapError ||
    error instanceof SkillProtocolError ||
    error instanceof SkillLoadError
  );
}
