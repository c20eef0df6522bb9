import { HostError } from "../../engine/errors.js";

/**
 * Runs what may refuse with a TypeError what a function of the test gives. The skill is told why, and so
 * the test is: of what else is thrown it hears only that the host failed.
 */
export function tellSkill<T>(run: () => T): T {
  try {
    return run();
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new HostError(cause.message, { code: "internal", cause });
  }
}
