import type { Terminal } from "./terminal.js";

/** Says what is being done, on a terminal and until it is done. */
export async function withProgress<T>(
  terminal: Terminal,
  { text, run }: { text: string; run: () => T | Promise<T> },
): Promise<T> {
  if (!terminal.isTerminal) return run();
  terminal.err(`${text} ...`);
  try {
    return await run();
  } finally {
    terminal.err("\r\u001b[K");
  }
}
