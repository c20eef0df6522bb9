import { HostLimitError } from "../host-limit-error.js";

/** Why a thread ended by itself; `what` stands after `Cannot`. */
export function threadFailure(
  cause: unknown,
  { what, exitCode }: { what: string; exitCode: number },
): HostLimitError {
  if ((cause as NodeJS.ErrnoException | undefined)?.code === "ERR_WORKER_OUT_OF_MEMORY") {
    const reason = "the heap of its thread is full";
    return new HostLimitError(`Cannot ${what}: ${reason}`, { code: "memory", cause });
  }
  const reason = cause instanceof Error ? cause.message : `exit code ${exitCode}`;
  return new HostLimitError(`Cannot ${what}: its thread ended (${reason})`, {
    code: "crashed",
    cause,
  });
}
