import { isContinuousIntegration } from "./continuous-integration.js";
import type { Terminal } from "./terminal.js";

/** Says what is being done, on a terminal and until it is done; a log would keep it. */
export async function withProgress<T>(
  terminal: Terminal,
  { text, run }: { text: string; run: () => T | Promise<T> },
): Promise<T> {
  if (!terminal.isTerminal || isContinuousIntegration(terminal.env)) return run();
  terminal.err(`${text} ...`);
  try {
    return await run();
  } finally {
    terminal.err("\r\u001b[K");
  }
}
