import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { dim, failure, good, show, title } from "./paint.js";

const launcher = fileURLToPath(new URL("../../host/bin/skill-host.js", import.meta.url));
const config = fileURLToPath(new URL("host.yaml", import.meta.url));

const calls: [tool: string, args: Record<string, unknown>][] = [
  ["hello/greet", { name: "Ada" }],
  ["hello/text_stats", { text: "to be or not to be", top: 2 }],
  ["hello/greet", { name: 7 }],
];

/** The same skill as tools of an MCP server, used by the protocol's own client. */
export async function callOverMcp(root: string): Promise<void> {
  console.log(`${title("over MCP".padEnd(10))}skill-host mcp ${relative(root, config)}\n`);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [launcher, "mcp", config, "--no-store"],
    stderr: "inherit",
  });
  const client = new Client({ name: "demo", version: "1.0.0" });
  await client.connect(transport);
  try {
    const { tools } = await client.listTools();
    const { name: server, version } = client.getServerVersion() ?? { name: "?", version: "?" };
    console.log(`${dim("tools of")} ${server} ${version}`);
    for (const { name, description = "" } of tools) {
      console.log(`  ${title(name.padEnd(20))}${description}`);
    }
    console.log();
    for (const [name, args] of calls) await call(client, name, args);
  } finally {
    await client.close();
  }
}

async function call(client: Client, name: string, args: Record<string, unknown>): Promise<void> {
  const began = performance.now();
  const { content, structuredContent, isError } = await client.callTool({ name, arguments: args });
  const time = dim(`${(performance.now() - began).toFixed(2)} ms`);
  const [block] = content;
  const text = block?.type === "text" ? block.text : show(block);
  const answer = structuredContent === undefined ? text : show(structuredContent);
  console.log(`${title("tools/call")} ${name} ${show(args)}`);
  console.log(`  => ${isError ? failure(answer) : good(answer)}  ${time}\n`);
}
