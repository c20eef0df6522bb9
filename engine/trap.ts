import { type SkillTrapCode, SkillTrapError } from "./errors.js";
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

/** How much memory the guest has, and may have. */
export interface MemoryUse {
  bytes: number;
  maxBytes: number;
}

/** What a call into a guest threw, as an error of the engine; anything unknown as it is. */
export function toSkillError(thrown: unknown, memory: MemoryUse): unknown {
  if (thrown instanceof RangeError) {
    const message = "Cannot finish the call: the stack is full";
    return new SkillTrapError(message, { code: "stack_overflow", cause: thrown });
  }
  if (!(thrown instanceof webAssembly.RuntimeError)) return thrown;
  const code = codes.find(([words]) => thrown.message.startsWith(words))?.[1] ?? "other";
  const message = `Cannot finish the call: ${thrown.message}`;
  if (code !== "unreachable" || memory.bytes * 2 <= memory.maxBytes) {
    return new SkillTrapError(message, { code, cause: thrown });
  }
  const use = `${mebibytes(memory.bytes)} of ${mebibytes(memory.maxBytes)} MiB of memory in use`;
  const hint = "take less at once, or raise limits.memory_mb";
  return new SkillTrapError(`${message}, with ${use}. Hint: ${hint}`, {
    code: "out_of_memory",
    cause: thrown,
  });
}

function mebibytes(bytes: number): string {
  return (bytes / (1024 * 1024)).toFixed(1).replace(/\.0$/, "");
}
