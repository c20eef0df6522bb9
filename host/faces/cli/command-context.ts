import type { Terminal } from "./terminal.js";

/** What commands share. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Told the exit code of the command that ran. */
  readonly done: (code: number) => void;
}
