import { type Command, InvalidArgumentError } from "commander";
import type { CommandContext } from "./command-context.js";
import type { CallFlags } from "./commands/call.js";
import type { RunFlags } from "./commands/run.js";
import { examples } from "./examples.js";
import { paragraphs } from "./paragraphs.js";

/** Adds the commands that run skills. */
export function addRunningCommands(program: Command, context: CommandContext): void {
  addRun(program, context);
  addCall(program, context);
}

function addRun(program: Command, { done, ...place }: CommandContext): void {
  program
    .command("run")
    .summary("run the skills of host.yaml until it is told to end")
    .description(
      "Run the skills of host.yaml and load what changes. SIGINT and SIGTERM let calls that run end; " +
        "a second one ends at once.",
    )
    .argument("[host.yaml]", "the host's file", "host.yaml")
    .option("--no-reload", "leave changed manifests and modules alone")
    .option("--grace <ms>", "how long calls may go on at the end", milliseconds, 10_000)
    .addHelpText(
      "after",
      `${examples(
        ["skill-host run", "./host.yaml"],
        ["skill-host run production.yaml --no-reload", "another file, as it is now"],
      )}\n\nExit code: 0 ended by a signal, 2 wrong configuration, 130 or 143 ended at once.`,
    )
    .action(async (file: string, flags: RunFlags) => {
      const { runCommand } = await import("./commands/run.js");
      done(await runCommand(file, { flags, place }));
    });
}

const callDescription = paragraphs(`Call a method and print its answer.

Arguments are --name value by the names of the method's parameters: texts, numbers, true or
false, lists item by item or as JSON, maps as JSON, bytes as base64 or @<file>. Or they are an
object in --json, or piped in. Behind --, every option is an argument.`);

function addCall(program: Command, { done, ...place }: CommandContext): void {
  program
    .command("call")
    .summary("call a method of a skill")
    .description(callDescription)
    .usage("[options] <skill> <method> [arguments...]")
    .argument("[skill]", "an id in host.yaml, a manifest or a module")
    .argument("[method]", "one of its methods")
    .argument("[arguments...]", "--name value, as many as it takes")
    .option("--json [object]", "take arguments from an object (- reads it), print JSON")
    .option("--trace", "print the host calls, and what allowed or denied them")
    .option("--session <id>", "the session whose state and history it uses", "cli")
    .option("--no-store", "remember nothing: neither use what the host has stored nor add to it")
    .option("--timeout <ms>", "the most that it may take", someMilliseconds)
    .option("--config <file>", "the host's file (default: host.yaml)")
    .option("--manifest <file>", "the manifest of a module that is named by its path")
    .helpOption(false)
    .option("-h, --help", "display help for command, or for the method that is named")
    .allowUnknownOption()
    .addHelpText(
      "after",
      `${examples(
        [
          "skill-host call notes add --title Milk --tags home --tags shop",
          "a skill of ./host.yaml",
        ],
        ["skill-host call build/hash.wasm sum --data @photo.jpg", "a module, with nothing granted"],
        [`skill-host call notes.yaml add --json '{"title": "Milk"}'`, "JSON in and out"],
        ["skill-host call news latest --trace", "what it asked of its host"],
        ["skill-host call news latest --help", "what the method is for, and its parameters"],
      )}\n\nExit code: 0 answered, 1 the skill failed, 2 wrong usage or configuration.`,
    )
    .action(async (...[name, method, tokens, flags, command]: CallAction) => {
      if (name === undefined || method === undefined) {
        if (flags.help) command.help();
        return missing(command, name === undefined ? "skill" : "method");
      }
      if (flags.help) {
        const { methodHelpCommand } = await import("./commands/method-help.js");
        return done(await methodHelpCommand({ name, method }, { flags, place }));
      }
      const { callCommand } = await import("./commands/call.js");
      done(await callCommand({ name, method, tokens }, { flags, place }));
    });
}

type CallAction = [
  name: string | undefined,
  method: string | undefined,
  tokens: string[],
  flags: CallFlags & { readonly help?: boolean },
  command: Command,
];

/** As commander says it of arguments that no --help makes optional. */
function missing(command: Command, argument: string): never {
  command.error(`error: missing required argument '${argument}'`);
}

function someMilliseconds(text: string): number {
  const value = milliseconds(text);
  if (value > 0) return value;
  throw new InvalidArgumentError("Expected at least a millisecond.");
}

function milliseconds(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 2 ** 31 - 1) return value;
  throw new InvalidArgumentError("Expected a whole number of milliseconds.");
}
