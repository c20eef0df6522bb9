import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { buildPackage } from "../../test/support/build-packages.js";
import { buildSkill } from "../../test/support/build-skill.js";
import { compareAsync } from "../compare-async.js";
import type { Row } from "../report.js";
import { micros } from "./device-call.js";

const group = "mcp";
const ways = [
  { name: "tools/call over stdio", connect: connectStdio },
  { name: "tools/call over HTTP", connect: connectHttp },
];
const server = fileURLToPath(new URL("mcp-server.js", import.meta.url));
const echo = { name: "echo", arguments: { text: "hello" } };

interface Connection {
  readonly client: Client;
  close(): Promise<void>;
}

/**
 * A skill's tool and the library's own, each in a process of its own, over the same transport; the
 * floor also has a bare message to a thread and back.
 */
export async function measureMcpTransports(wanted: (name: string) => boolean): Promise<Row[]> {
  const chosen = ways.filter(({ name }) => wanted(`${group} ${name}`));
  if (chosen.length === 0) return [];
  buildPackage("@luminarys/sdk-as");
  buildPackage("@luminarys/skill-host");
  const source = readFileSync(new URL("../skills/echo.ts", import.meta.url), "utf8");
  const { wasm } = await buildSkill(source);
  const folder = mkdtempSync(join(tmpdir(), "bench-mcp-"));
  const file = join(folder, "echo.wasm");
  writeFileSync(file, wasm);
  const rows: Row[] = [];
  for (const { name, connect } of chosen) rows.push(await measure(name, { connect, file }));
  rmSync(folder, { recursive: true });
  return rows;
}

async function measure(
  name: string,
  { connect, file }: { connect: (args: string[]) => Promise<Connection>; file: string },
): Promise<Row> {
  const skill = await connect(["skill", file]);
  const plain = await connect(["plain", file]);
  const thread = new Worker(new URL("echo-thread.js", import.meta.url), { execArgv: [] });
  const { ratio, floorNs, subjectNs } = await compareAsync(
    async () => {
      await plain.client.callTool(echo);
      thread.postMessage(echo);
      await once(thread, "message");
    },
    () => skill.client.callTool(echo),
  );
  await Promise.all([thread.terminate(), plain.close(), skill.close()]);
  const detail = `${micros(subjectNs)} against ${micros(floorNs)}`;
  return { group, name, value: ratio, unit: "x floor", detail };
}

async function connectStdio([what = "", file = ""]: string[]): Promise<Connection> {
  const client = new Client({ name: "bench", version: "1.0.0" });
  const args = [server, what, "stdio", file];
  await client.connect(new StdioClientTransport({ command: process.execPath, args }));
  return { client, close: () => client.close() };
}

async function connectHttp([what = "", file = ""]: string[]): Promise<Connection> {
  const child = fork(server, [what, "http", file], { execArgv: [] });
  const [url] = await once(child, "message");
  const client = new Client({ name: "bench", version: "1.0.0" });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  const close = async () => {
    await client.close();
    const exited = once(child, "exit");
    child.kill();
    await exited;
  };
  return { client, close };
}
