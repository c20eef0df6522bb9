import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { completeManifest } from "@luminarys/sdk-as/engine";
import { Client } from "@modelcontextprotocol/client";
import {
  fromJsonSchema,
  InMemoryTransport,
  McpServer,
  type Server,
} from "@modelcontextprotocol/server";
import { buildPackage } from "../../test/support/build-packages.js";
import { buildSkill } from "../../test/support/build-skill.js";
import type { Comparison } from "../compare.js";
import { compareAsync } from "../compare-async.js";
import type { Row } from "../report.js";

const group = "mcp";
const names = { call: "tools/call in one process", list: "tools/list of 1,000 tools" } as const;
const TOOLS = 1000;

type Package = typeof import("../../host/index.js");

/** Tools of skills against plain JavaScript tools of the same library. */
export async function measureMcp(wanted: (name: string) => boolean): Promise<Row[]> {
  const rows = [
    { name: names.call, measure: measureCall },
    { name: names.list, measure: measureList },
  ].filter(({ name }) => wanted(`${group} ${name}`));
  if (rows.length === 0) return [];
  buildPackage("@luminarys/sdk-as");
  buildPackage("@luminarys/skill-host");
  const built = new URL("../../host/dist/index.js", import.meta.url);
  const own = (await import(built.href)) as Package;
  const measured: Row[] = [];
  for (const { measure } of rows) measured.push(await measure(own));
  return measured;
}

const schema = fromJsonSchema<{ text: string }>({
  type: "object",
  properties: { text: { type: "string" } },
  required: ["text"],
});

/** The floor is a plain tool, and a bare message to a thread and back. */
async function measureCall({ createHost, McpFace }: Package): Promise<Row> {
  const source = readFileSync(new URL("../skills/echo.ts", import.meta.url), "utf8");
  const { wasm } = await buildSkill(source);
  const host = createHost();
  const manifest = completeManifest({
    id: "echo",
    path: "echo.wasm",
    env: { KEY: "x" },
    mcp: { prefix: "none" },
  });
  await host.add({ manifest, module: wasm });
  const face = new McpFace({ host });
  const skill = await connect(face.createServer(anybody));
  const plain = await connect(plainServer(["echo"]).server);
  const thread = new Worker(new URL("echo-thread.js", import.meta.url), { execArgv: [] });
  const echo = { name: "echo", arguments: { text: "hello" } };
  const { ratio, floorNs, subjectNs } = await compareAsync(
    async () => {
      await plain.callTool(echo);
      thread.postMessage(echo);
      await once(thread, "message");
    },
    () => skill.callTool(echo),
  );
  await Promise.all([thread.terminate(), plain.close(), skill.close(), host.stop()]);
  return row(names.call, { ratio, floorNs, subjectNs }, 1.3);
}

async function measureList({ createHost, McpFace }: Package): Promise<Row> {
  const wantedNames = Array.from({ length: TOOLS }, (_, index) => `tool_${index}`);
  const method = (name: string) => ({
    name,
    description: "Says it again",
    params: [param],
    mcp_hidden: false,
    private_callback: false,
  });
  const descriptor = {
    version: 1,
    skill_id: "com.example.many",
    skill_name: "Many",
    skill_version: "1.0.0",
    description: "",
    methods: wantedNames.map(method),
    requirements: [],
    sdk_version: 0,
  };
  const manifest = completeManifest({ id: "many", path: "many.wasm" });
  const listed = [{ id: "many", descriptor, manifest, status: "idle" as const }];
  const host = Object.assign(createHost(), { list: () => listed });
  const skill = await connect(new McpFace({ host }).createServer(anybody));
  const plain = await connect(plainServer(wantedNames).server);
  const { ratio, floorNs, subjectNs } = await compareAsync(
    () => plain.request({ method: "tools/list" }),
    () => skill.request({ method: "tools/list" }),
  );
  await Promise.all([plain.close(), skill.close(), host.stop()]);
  return row(names.list, { ratio, floorNs, subjectNs }, 2);
}

const anybody = { owner: "bench", sessionId: () => "bench", allows: () => true };

const param = {
  name: "text",
  description: "",
  type: "string",
  required: true,
  enum: [],
  encoding: "",
  properties: [],
};

function plainServer(toolNames: readonly string[]): McpServer {
  const server = new McpServer({ name: "plain", version: "1.0.0" });
  for (const name of toolNames) {
    server.registerTool(
      name,
      { description: "Says it again", inputSchema: schema },
      async ({ text }) => ({ content: [{ type: "text", text }] }),
    );
  }
  return server;
}

async function connect(server: Server): Promise<Client> {
  const client = new Client({ name: "bench", version: "1.0.0" });
  const [near, far] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(far), client.connect(near)]);
  return client;
}

function row(name: string, { ratio, floorNs, subjectNs }: Comparison, limit: number): Row {
  const micros = (ns: number) => `${(ns / 1000).toFixed(0)} µs`;
  const detail = `${micros(subjectNs)} against ${micros(floorNs)}`;
  return { group, name, value: ratio, unit: "x floor", limit, detail };
}
