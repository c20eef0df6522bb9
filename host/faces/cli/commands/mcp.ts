import { serveSkills } from "../../../start-faces.js";
import type { Workplace } from "../command-context.js";
import { EndOfRun } from "../end-of-run.js";
import { openRunningHost } from "../running-host.js";

export interface McpFlags {
  readonly reload: boolean;
  readonly session: string;
  /** Whether what the host has stored is used. */
  readonly store: boolean;
}

/** A client that has left waits for nothing. */
const GRACE_MS = 1000;

/**
 * Serves the skills of a host.yaml over the standard streams until the input ends, or a signal. Gives
 * the exit code. Throws a ConfigError or a StoreError.
 */
export async function mcpCommand(
  path: string,
  { flags, place }: { flags: McpFlags; place: Workplace },
): Promise<number> {
  const { terminal } = place;
  const end = new EndOfRun(terminal);
  try {
    const running = await openRunningHost(path, {
      place,
      reload: flags.reload,
      graceMs: GRACE_MS,
      store: flags.store,
    });
    const { host, log } = running;
    try {
      const connection = serveSkills(host, {
        ...terminal.openStreams(),
        sessionId: flags.session,
        onProblem: (message) => log({ level: "warn", message }),
        onAdvice: (message) => log({ level: "info", message }),
        onError: ({ message }) => log({ level: "debug", message }),
      });
      await running.begin();
      await Promise.race([connection.ended, end.signal]);
      await connection.close();
      return 0;
    } finally {
      await running.close();
    }
  } finally {
    end.close();
  }
}
