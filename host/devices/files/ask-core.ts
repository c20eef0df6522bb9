import { HostError } from "@luminarys/sdk-as/engine";

/** Runs what a core does: a SyntaxError of it is an invalid request, a RangeError one too large. */
export function askCore<T>(run: () => T): T {
  try {
    return run();
  } catch (cause) {
    if (cause instanceof SyntaxError)
      throw new HostError(cause.message, { code: "invalid", cause });
    if (cause instanceof RangeError)
      throw new HostError(cause.message, { code: "too_large", cause });
    throw cause;
  }
}
