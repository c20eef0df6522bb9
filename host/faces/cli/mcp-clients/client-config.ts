import { join } from "node:path";
import type { Terminal } from "../terminal.js";

export const mcpClients = ["claude-code", "claude-desktop", "cursor", "vscode"] as const;

export type McpClientName = (typeof mcpClients)[number];

/** How a client is told of servers that it starts. */
export interface ClientConfig {
  /** Absolute. */
  readonly file: string;
  /** The key under which servers stand, by name. */
  readonly key: "mcpServers" | "servers";
  /** What a server's entry says beside command and args. */
  readonly entry: Readonly<Record<string, string>>;
}

/** What starts a server. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** Where a client looks: Claude Code and VS Code in the project, the others at their users'. */
export function clientConfig(
  client: McpClientName,
  { cwd, env }: Pick<Terminal, "cwd" | "env">,
  platform: NodeJS.Platform = process.platform,
): ClientConfig {
  const home = env.HOME ?? env.USERPROFILE ?? cwd;
  const stdio = { type: "stdio" };
  switch (client) {
    case "claude-code":
      return { file: join(cwd, ".mcp.json"), key: "mcpServers", entry: stdio };
    case "claude-desktop": {
      const file = join(applicationFolder(home, { env, platform }), "claude_desktop_config.json");
      return { file, key: "mcpServers", entry: {} };
    }
    case "cursor":
      return { file: join(home, ".cursor", "mcp.json"), key: "mcpServers", entry: {} };
    case "vscode":
      return { file: join(cwd, ".vscode", "mcp.json"), key: "servers", entry: stdio };
  }
}

function applicationFolder(
  home: string,
  { env, platform }: { env: Terminal["env"]; platform: NodeJS.Platform },
): string {
  if (platform === "darwin") return join(home, "Library", "Application Support", "Claude");
  if (platform === "win32") return join(env.APPDATA ?? join(home, "AppData", "Roaming"), "Claude");
  return join(env.XDG_CONFIG_HOME ?? join(home, ".config"), "Claude");
}
