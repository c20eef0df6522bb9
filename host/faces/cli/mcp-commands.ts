import { type Command, Option } from "commander";
import type { CommandContext } from "./command-context.js";
import type { McpFlags } from "./commands/mcp.js";
import type { McpInstallFlags } from "./commands/mcp-install.js";
import { examples } from "./examples.js";
import { mcpClients } from "./mcp-clients/client-config.js";
import { paragraphs } from "./paragraphs.js";

const description =
  paragraphs(`Serve the skills of host.yaml to an MCP client over the standard streams.

The output carries the protocol and nothing else; logs go to the error output. It ends when its
input ends. Clients start it themselves: mcp install says what to tell them. For clients that connect to an
address, set http in host.yaml and start skill-host run.`);

/** Adds the commands around the Model Context Protocol. */
export function addMcpCommands(program: Command, { done, ...place }: CommandContext): void {
  const mcp = program
    .command("mcp")
    .summary("serve the skills of host.yaml to an MCP client")
    .description(description)
    .argument("[host.yaml]", "the host's file", "host.yaml")
    .option("--no-reload", "leave changed manifests and modules alone")
    .option("--session <id>", "the session whose state and history it uses", "mcp")
    .option("--no-store", "remember nothing: neither use what the host has stored nor add to it")
    .addHelpText(
      "after",
      examples(
        ["skill-host mcp install --client cursor", "what tells Cursor to start it"],
        ["skill-host mcp", "./host.yaml, as clients start it"],
      ),
    )
    .action(async (file: string, flags: McpFlags) => {
      const { mcpCommand } = await import("./commands/mcp.js");
      done(await mcpCommand(file, { flags, place }));
    });
  addInstall(mcp, { done, ...place });
}

function addInstall(mcp: Command, { done, ...place }: CommandContext): void {
  mcp
    .command("install")
    .summary("tell an MCP client to start the skills of host.yaml")
    .description("Print what a client's configuration needs, or write it, after a backup.")
    .argument("[host.yaml]", "the host's file", "host.yaml")
    .addOption(
      new Option("--client <name>", "the client").choices(mcpClients).makeOptionMandatory(),
    )
    .option("--name <name>", "what the client calls the server (default: the folder of host.yaml)")
    .option("--write", "change the client's file")
    .addHelpText(
      "after",
      examples(
        ["skill-host mcp install --client claude-code", "what .mcp.json needs"],
        ["skill-host mcp install --client claude-desktop --write", "into its file"],
      ),
    )
    .action(async (file: string, flags: McpInstallFlags) => {
      const { mcpInstallCommand } = await import("./commands/mcp-install.js");
      done(mcpInstallCommand(file, { flags, place }));
    });
}
