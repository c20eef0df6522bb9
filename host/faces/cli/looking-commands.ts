import type { Command } from "commander";
import type { CommandContext } from "./command-context.js";
import type { CheckFlags } from "./commands/check.js";
import type { DoctorFlags } from "./commands/doctor.js";
import type { InitFlags } from "./commands/init.js";
import type { InspectFlags } from "./commands/inspect.js";
import type { ListFlags } from "./commands/list.js";
import { examples } from "./examples.js";

export const skillMeaning = "an id in host.yaml, a manifest or a module";
const configMeaning = "the host's file (default: host.yaml)";

/** Adds the commands that run no method. Each loads its code when it runs, to keep the start short. */
export function addLookingCommands(program: Command, context: CommandContext): void {
  addList(program, context);
  addInspect(program, context);
  addCheck(program, context);
  addInit(program, context);
  addDoctor(program, context);
}

function addList(program: Command, { done, ...place }: CommandContext): void {
  program
    .command("list")
    .summary("list the skills of host.yaml")
    .description("List the skills of host.yaml with their methods and manifests.")
    .option("--config <file>", configMeaning)
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      examples(
        ["skill-host list", "the skills of ./host.yaml"],
        ["skill-host list --json", "for programs"],
      ),
    )
    .action(async (flags: ListFlags) => {
      const { listCommand } = await import("./commands/list.js");
      done(await listCommand({ flags, place }));
    });
}

function addInspect(program: Command, { done, ...place }: CommandContext): void {
  program
    .command("inspect")
    .summary("say what a skill is, needs and is granted")
    .description("Print a skill's methods, requirements, grants and limits.")
    .argument("<skill>", skillMeaning)
    .option("--config <file>", configMeaning)
    .option("--manifest <file>", "the manifest of a module that is named by its path")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      examples(
        ["skill-host inspect notes", "a skill of ./host.yaml"],
        ["skill-host inspect build/notes.wasm", "a module, with nothing granted"],
      ),
    )
    .action(async (name: string, flags: InspectFlags) => {
      const { inspectCommand } = await import("./commands/inspect.js");
      done(await inspectCommand(name, { flags, place }));
    });
}

function addCheck(program: Command, { done, ...place }: CommandContext): void {
  program
    .command("check")
    .summary("compare what a skill requires with what it's granted")
    .description(
      "Say which requirements of a skill its manifest meets, which of its calls will be denied all the " +
        "same, which routes can't be served, and which grants nothing needs.",
    )
    .argument("<manifest>", skillMeaning)
    .option("--config <file>", configMeaning)
    .option("--strict", "fail on warnings and unused grants too")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      `${examples(
        ["skill-host check notes.yaml", "a manifest"],
        ["skill-host check notes --strict", "a skill of ./host.yaml, least privilege"],
      )}\n\nExit code: 0 all met, 1 something unmet (--strict: or a warning), 2 wrong configuration.`,
    )
    .action(async (name: string, flags: CheckFlags) => {
      const { checkCommand } = await import("./commands/check.js");
      done(await checkCommand(name, { flags, place }));
    });
}

function addInit(program: Command, { done, ...place }: CommandContext): void {
  program
    .command("init")
    .summary("write a manifest and host.yaml for a skill")
    .description(
      "Write a manifest that grants exactly what a skill requires, unless the folder holds one of the " +
        "module, and a host.yaml if there's none.",
    )
    .argument("<module>", "a compiled skill")
    .option("--id <id>", "the skill's id here; made from the file's name unless given")
    .option("--dir <folder>", "where the files go (default: the working directory)")
    .option("--force", "overwrite the manifest")
    .addHelpText(
      "after",
      examples(
        ["skill-host init build/notes.wasm", "notes.yaml and host.yaml"],
        ["skill-host init build/notes.wasm --id work-notes", "work-notes.yaml"],
      ),
    )
    .action(async (module: string, flags: InitFlags) => {
      const { initCommand } = await import("./commands/init.js");
      done(await initCommand(module, { flags, place }));
    });
}

function addDoctor(program: Command, { done, ...place }: CommandContext): void {
  program
    .command("doctor")
    .summary("look whether skills can run here")
    .description(
      "Look at Node, threads, DNS, binaries, and what host.yaml needs: modules, routes, folders, ports.",
    )
    .option("--config <file>", configMeaning)
    .option("--json", "print JSON")
    .addHelpText("after", examples(["skill-host doctor", ""]))
    .action(async (flags: DoctorFlags) => {
      const { doctorCommand } = await import("./commands/doctor.js");
      done(await doctorCommand({ flags, place }));
    });
}
