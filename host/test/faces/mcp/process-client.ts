import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as OldStdio } from "@modelcontextprotocol/sdk/client/stdio.js";
import { onTestFinished } from "vitest";
import { Workspace } from "../../config/workspace.js";
import { notesModule } from "./notes-skill.js";

const bin = fileURLToPath(new URL("../../../bin/skill-host.js", import.meta.url));
const info = { name: "test", version: "1.0.0" };

/** Files of a host with the skill "notes". */
export async function notesWorkspace(more: Record<string, string> = {}): Promise<Workspace> {
  return new Workspace({
    "host.yaml": "skills: [notes.yaml]\n",
    "notes.yaml": "id: notes\npath: notes.wasm\npermissions: { llm: { enabled: true } }\n",
    "notes.wasm": await notesModule(),
    ...more,
  });
}

/** How clients start a host. */
export function command(at: Workspace, ...args: string[]) {
  const env = { PATH: process.env.PATH ?? "" };
  const file = `${at.root}/host.yaml`;
  return {
    command: process.execPath,
    args: [bin, "mcp", file, ...args],
    env,
    stderr: "pipe" as const,
  };
}

export interface ProcessClient {
  readonly list: () => Promise<string[]>;
  readonly call: (name: string, args?: Record<string, unknown>) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** A client of the library's second version. */
export async function startClient(at: Workspace): Promise<ProcessClient> {
  const client = new Client(info);
  await client.connect(new StdioClientTransport(command(at)));
  return kept(client);
}

/** A client of the library's first version. */
export async function startOldClient(at: Workspace): Promise<ProcessClient> {
  const client = new OldClient(info);
  await client.connect(new OldStdio(command(at)));
  return kept(client);
}

function kept(client: Client | OldClient): ProcessClient {
  const either = client as Client;
  onTestFinished(() => either.close());
  return {
    list: async () => (await either.listTools()).tools.map(({ name }) => name),
    call: (name, args = {}) => either.callTool({ name, arguments: args }),
    close: () => either.close(),
  };
}
