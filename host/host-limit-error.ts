/**
 * `deadline`: it ran for too long, or its deadline passed. `memory`: its thread's heap was full.
 * `crashed`: its thread ended by itself. `stopped`: its host stopped before it ended. `cancelled`: its
 * caller no longer wants it.
 */
export type HostLimitErrorCode = "deadline" | "memory" | "crashed" | "stopped" | "cancelled";

/** A call whose thread had to be ended, or ended. The next call of the skill gets a new one. */
export class HostLimitError extends Error {
  override readonly name = "HostLimitError";
  readonly code: HostLimitErrorCode;

  constructor(message: string, options: { code: HostLimitErrorCode; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
  }
}
