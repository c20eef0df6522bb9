import { CommanderError } from "commander";
import { ConfigError } from "../../config/config-error.js";
import { ListenError } from "../../listen/listen-error.js";
import { StoreError } from "../../store/store-error.js";
import { CliError } from "./cli-error.js";
import type { Workplace } from "./command-context.js";
import { makeProgram } from "./program.js";
import { harmless } from "./style.js";
import { systemTerminal } from "./system-terminal.js";
import type { Terminal } from "./terminal.js";
import { hostTools } from "./tools.js";

/** Runs skill-host. Gives the exit code: 0 fine, 1 a skill or a check failed, 2 usage. */
export async function main(
  args: readonly string[],
  { terminal = systemTerminal(), tools = hostTools }: Partial<Workplace> = {},
): Promise<number> {
  let code = 0;
  const program = makeProgram({
    terminal,
    tools,
    done(exitCode) {
      code = exitCode;
    },
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    return reportFailure(error, terminal);
  }
}

/** Prints what was expected to go wrong; throws on anything else. */
function reportFailure(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const configured = [ConfigError, StoreError, ListenError];
  if (configured.some((each) => error instanceof each)) {
    terminal.err(`${harmless((error as Error).message)}\n`);
    return 2;
  }
  if (!(error instanceof CliError)) throw error;
  const { message, hint, code } = error;
  terminal.err(`${harmless(message)}\n${hint === "" ? "" : `Hint: ${harmless(hint)}\n`}`);
  return code;
}
