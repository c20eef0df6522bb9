import { Command } from "commander";
import { readVersion } from "../../version.js";
import type { CommandContext } from "./command-context.js";
import { addLookingCommands } from "./looking-commands.js";
import { addMcpCommands } from "./mcp-commands.js";
import { rephrase } from "./rephrase.js";
import { addRunningCommands } from "./running-commands.js";
import { addStoreCommands } from "./store-commands.js";

const exitCodes = `
Exit code: 0 fine, 1 the skill or a check failed, 2 wrong usage or configuration.`;

export function makeProgram(context: CommandContext): Command {
  const { out, err } = context.terminal;
  const program = new Command("skill-host")
    .description("Run skills for real: files, sockets and processes, as their manifests permit.")
    .version(readVersion())
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: out,
      writeErr: err,
      outputError: (text, write) => write(rephrase(text, "skill-host")),
    })
    .addHelpText("after", exitCodes);
  addRunningCommands(program, context);
  addMcpCommands(program, context);
  addLookingCommands(program, context);
  addStoreCommands(program, context);
  for (const command of program.commands) phrase(command, "skill-host");
  return program;
}

/** Lets a command and those below it say in our words what is wrong with its arguments. */
function phrase(command: Command, parent: string): void {
  const name = `${parent} ${command.name()}`;
  command
    .configureOutput({ outputError: (text, write) => write(rephrase(text, name)) })
    .exitOverride();
  for (const each of command.commands) phrase(each, name);
}
