import type { Terminal } from "./terminal.js";
import type { CliTools } from "./tools.js";

/** What commands work with. */
export interface Workplace {
  readonly terminal: Terminal;
  readonly tools: CliTools;
}

/** What the command line's definitions share. */
export interface CommandContext extends Workplace {
  /** Told the exit code of the command that ran. */
  readonly done: (code: number) => void;
}
