import { fstatSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import { type GenerateFlags, generateCommand } from "./commands/generate.js";
import { isContinuousIntegration } from "./continuous-integration.js";
import { Interrupted } from "./interrupted.js";
import { rephrase } from "./rephrase.js";
import { addSubcommands } from "./subcommands.js";
import type { Terminal } from "./terminal.js";
import { UsageError } from "./usage-error.js";
import { readVersion } from "./version.js";

const examples = `
Examples:
  skill-gen assembly                 write assembly/lib.ts
  skill-gen assembly --check         fail when lib.ts is out of date
  skill-gen assembly --watch         generate again at every change
  skill-gen a/assembly b/assembly    two skills

Exit code: 0 fine, 1 findings, 2 wrong usage.`;

/** What shells say of a command that SIGINT ended. */
const interruptedCode = 130;

/** Runs skill-gen. Gives the exit code: 0 fine, 1 diagnostics, 2 usage, 130 interrupted. */
export async function main(
  args: readonly string[],
  terminal: Terminal = systemTerminal(),
): Promise<number> {
  let code = 0;
  const program = makeProgram(terminal);
  program.action(async (folders: string[], flags: GenerateFlags) => {
    const commands = program.commands.map((command) => command.name());
    code = await generateCommand(folders, { flags, terminal, commands });
  });
  addSubcommands(program, {
    terminal,
    done(exitCode) {
      code = exitCode;
    },
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof Interrupted) return interruptedCode;
    if (!(error instanceof UsageError)) throw error;
    reportUsage(error, { terminal, format: program.opts<GenerateFlags>().format });
    return 2;
  }
}

function reportUsage(
  { message, hint }: UsageError,
  { terminal, format }: { terminal: Terminal; format: GenerateFlags["format"] },
): void {
  if (format === "json") {
    terminal.out(`${JSON.stringify({ results: [], error: { message, hint } })}\n`);
  } else terminal.err(`${message}\n${hint === "" ? "" : `Hint: ${hint}\n`}`);
}

function makeProgram(terminal: Terminal): Command {
  return (
    new Command("skill-gen")
      .description("Write the entry file of a skill from its annotated sources.")
      .argument("<dir...>", "folders with AssemblyScript sources, one skill each")
      .option("--out <file>", "write the entry file there instead of lib.ts beside the skill tags")
      .option("--check", "write nothing; fail and show a diff when the entry file is out of date")
      .option("--watch", "generate again whenever a source changes")
      .option("--strict", "treat warnings as errors")
      .option("--quiet", "say nothing but findings")
      .addOption(
        new Option("--format <format>", "how to print findings")
          .choices(["text", "json", "lines"])
          .default("text"),
      )
      .version(readVersion())
      .addHelpText("after", examples)
      // A command's own options, such as --out, stand behind its name.
      .enablePositionalOptions()
      .exitOverride()
      .configureOutput({
        writeOut: terminal.out,
        writeErr: terminal.err,
        outputError: (text, write) => write(rephrase(text, "skill-gen")),
      })
  );
}

function systemTerminal(): Terminal {
  return {
    cwd: process.cwd(),
    env: process.env,
    isTerminal: process.stderr.isTTY === true,
    isOutTerminal: process.stdout.isTTY === true,
    ...(hasInput() ? { ask: askLazily() } : {}),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  };
}

/** Whether answers may come: from a person, or from a pipe or file of the shell's. */
function hasInput(): boolean {
  if (process.stdin.isTTY) return !isContinuousIntegration(process.env);
  try {
    const input = fstatSync(0);
    return input.isFIFO() || input.isFile();
  } catch {
    return false;
  }
}

function askLazily(): (question: string) => Promise<string> {
  let ready: Promise<(question: string) => Promise<string>> | undefined;
  return async (question) => {
    ready ??= import("./ask.js").then(({ createAsk }) => createAsk());
    return (await ready)(question);
  };
}
