import type { Command } from "commander";
import type { BuildFlags } from "./commands/build.js";
import type { InitFlags } from "./commands/init.js";
import { rephrase } from "./rephrase.js";
import { listTemplates } from "./template-files.js";
import type { Terminal } from "./terminal.js";

interface Context {
  readonly terminal: Terminal;
  /** Told the exit code of the command that ran. */
  readonly done: (code: number) => void;
}

/** Adds the commands beside generating. Each loads its code when it runs, to keep the start short. */
export function addSubcommands(program: Command, context: Context): void {
  addInit(program, context);
  addBuild(program, context);
  addDescribe(program, context);
  addSchema(program, context);
  addClient(program, context);
  addDocs(program, context);
  addDiff(program, context);
  for (const command of program.commands) {
    const name = `skill-gen ${command.name()}`;
    command.configureOutput({ outputError: (text, write) => write(rephrase(text, name)) });
  }
}

const skillArgument = "<dir|wasm>";
const skillMeaning = "a folder with a skill's sources, or a compiled skill";

function addInit(program: Command, { terminal, done }: Context): void {
  program
    .command("init")
    .summary("make a new skill project")
    .description(
      "Make a project from a template: npm install && npm test then builds and calls it.",
    )
    .argument("[dir]", "a new or empty folder", ".")
    .option("--template <name>", "what to begin with", "hello")
    .option("--name <text>", "the skill's name; else asked for, or made from the folder's")
    .option("--id <id>", "the skill's id, such as com.example.notes; else asked for")
    .option(
      "--sdk <spec>",
      "what npm installs as the SDK: a version, or a file by its path from here, file:sdk.tgz",
    )
    .option("--yes", "ask nothing")
    .addHelpText(
      "after",
      examples(
        ["skill-gen init notes", "asks for a name and an id"],
        ["skill-gen init notes --id com.example.notes --yes", "asks nothing"],
        ["skill-gen init news --template http", "a client of a web API"],
      ),
    )
    .addHelpText("after", () => `\nTemplates: ${listTemplates().join(", ")}`)
    .action(async (folder: string, flags: InitFlags) => {
      const { initCommand } = await import("./commands/init.js");
      done(await initCommand(folder, { flags, terminal }));
    });
}

function addBuild(program: Command, { terminal, done }: Context): void {
  program
    .command("build")
    .summary("generate and compile a project")
    .description(
      "Generate the entry file and compile it with the project's asc and asconfig.json.\n" +
        "The sources are in assembly/ or src/, or in the folder that is named.",
    )
    .argument("[dir]", "the project's folder", ".")
    .option("--target <name>", "the target in asconfig.json", "release")
    .option("--strict", "treat warnings as errors")
    .option("--quiet", "say nothing but findings")
    .addHelpText(
      "after",
      examples(
        ["skill-gen build", "the project in this folder"],
        ["skill-gen build --target debug", "with the settings of another target"],
        ["skill-gen build skills/hello", "the project in another folder"],
      ),
    )
    .action(async (folder: string, flags: BuildFlags) => {
      const { buildCommand } = await import("./commands/build.js");
      done(await buildCommand(folder, { flags, terminal }));
    });
}

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

function addClient(program: Command, { terminal, done }: Context): void {
  program
    .command("client")
    .summary("print a typed TypeScript client of a skill")
    .description(
      "Print a TypeScript client with one method for each of the skill's, callbacks left out.\n" +
        "It calls anything that has the engine's invoke(), and imports nothing.\n" +
        "Only sources say which results may be null; a module doesn't.",
    )
    .argument(skillArgument, skillMeaning)
    .option("--async", "answer with promises, for a real host")
    .option("--out <file>", "write it to a file")
    .addHelpText(
      "after",
      examples(
        ["skill-gen client assembly --out test/client.ts", "for tests on the engine"],
        ["skill-gen client skill.wasm --async --out client.ts", "for programs with a host"],
      ),
    )
    .action(async (path: string, flags: { async?: boolean; out?: string }) => {
      const { clientCommand } = await import("./commands/client.js");
      done(await clientCommand(path, { flags, terminal }));
    });
}

function addDocs(program: Command, { terminal, done }: Context): void {
  program
    .command("docs")
    .summary("print a Markdown reference of a skill")
    .description("Print a Markdown reference of a skill's methods, callbacks left out.")
    .argument(skillArgument, skillMeaning)
    .option("--out <file>", "write it to a file")
    .addHelpText("after", examples(["skill-gen docs assembly --out METHODS.md", ""]))
    .action(async (path: string, flags: { out?: string }) => {
      const { docsCommand } = await import("./commands/docs.js");
      done(await docsCommand(path, { flags, terminal }));
    });
}

function addDiff(program: Command, { terminal, done }: Context): void {
  program
    .command("diff")
    .summary("list what a new version breaks")
    .description(
      "List what the step from one version to another breaks for callers, and what it asks for.",
    )
    .argument("<old>", `${skillMeaning}, before`)
    .argument("<new>", "the same, after")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      `${examples(
        ["skill-gen diff released.wasm build/skill.wasm", "two modules"],
        ["skill-gen diff released.wasm assembly", "a module and sources"],
      )}\n\nExit code: 0 nothing breaks, 1 something breaks callers, 2 wrong usage.`,
    )
    .action(async (before: string, after: string, flags: { json?: boolean }) => {
      const { diffCommand } = await import("./commands/diff.js");
      done(await diffCommand({ before, after }, { flags, terminal }));
    });
}

function examples(...lines: readonly (readonly [command: string, meaning: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  const shown = lines.map(([command, meaning]) => `  ${command.padEnd(width)}  ${meaning}`);
  return `\nExamples:\n${shown.map((line) => line.trimEnd()).join("\n")}`;
}
