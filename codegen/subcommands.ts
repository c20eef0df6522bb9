import type { Command } from "commander";
import type { Terminal } from "./terminal.js";

interface Context {
  readonly terminal: Terminal;
  /** Told the exit code of the command that ran. */
  readonly done: (code: number) => void;
}

/** Adds the commands beside generating. Each loads its code when it runs, to keep the start short. */
export function addSubcommands(program: Command, context: Context): void {
  addDescribe(program, context);
  addSchema(program, context);
}

const skillArgument = "<dir|wasm>";
const skillMeaning = "a folder with a skill's sources, or a compiled skill";

function addDescribe(program: Command, { terminal, done }: Context): void {
  program
    .command("describe")
    .summary("say what a compiled skill is and needs")
    .description("Print a compiled skill's identity, methods, requirements and imports.")
    .argument("<wasm>", "a compiled skill")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      examples(
        ["skill-gen describe build/skill.wasm", "for people"],
        ["skill-gen describe build/skill.wasm --json", "for programs"],
      ),
    )
    .action(async (path: string, flags: { json?: boolean }) => {
      const { describeCommand } = await import("./commands/describe.js");
      done(describeCommand(path, { flags, terminal }));
    });
}

function addSchema(program: Command, { terminal, done }: Context): void {
  program
    .command("schema")
    .summary("print JSON Schemas of a skill's methods")
    .description(
      "Print the JSON Schema (2020-12) of each method's input and output, callbacks left out.\n" +
        "Sources tell more than a module: ranges of integers and which values may be null.",
    )
    .argument(skillArgument, skillMeaning)
    .addHelpText(
      "after",
      examples(
        ["skill-gen schema assembly", "from sources"],
        ["skill-gen schema build/skill.wasm", "from a module"],
      ),
    )
    .action(async (path: string) => {
      const { schemaCommand } = await import("./commands/schema.js");
      done(await schemaCommand(path, { terminal }));
    });
}

function examples(...lines: readonly (readonly [command: string, meaning: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  const shown = lines.map(([command, meaning]) => `  ${command.padEnd(width)}  ${meaning}`);
  return `\nExamples:\n${shown.join("\n")}`;
}
