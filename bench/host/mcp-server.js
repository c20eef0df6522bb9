import { readFileSync } from "node:fs";
import { serve } from "@hono/node-server";
import { completeManifest } from "@luminarys/sdk-as/engine";
import { createHost, listen, McpFace, McpHttp, serveStdio, TokenList } from "@luminarys/skill-host";
import {
  fromJsonSchema,
  McpServer,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";

/** Serves the tool "echo", of the skill or plain, over stdio or HTTP, where it sends its address. */
const [what, way, wasm] = process.argv.slice(2);
const serving = {
  skill: { stdio: skillOverStdio, http: skillOverHttp },
  plain: { stdio: plainOverStdio, http: plainOverHttp },
};
await serving[what][way]();

async function skillFace() {
  const host = createHost();
  const mcp = { prefix: "none" };
  const manifest = completeManifest({ id: "echo", path: wasm, env: { KEY: "x" }, mcp });
  await host.add({ manifest, module: readFileSync(wasm) });
  return new McpFace({ host });
}

async function skillOverStdio() {
  const face = await skillFace();
  await serveStdio(face, { input: process.stdin, output: process.stdout }).ended;
  process.exit();
}

async function skillOverHttp() {
  const face = await skillFace();
  const mcp = new McpHttp({ face, tokens: new TokenList([]), requestsPerSecond: 1_000_000 });
  const { url } = await listen({
    http: { addr: { host: "127.0.0.1", port: 0 }, allowed_origins: [] },
    mounts: [{ path: "/mcp", fetch: mcp.fetch.bind(mcp) }],
    onError: console.error,
  });
  process.send?.(`${url}/mcp`);
}

function plainServer() {
  const server = new McpServer({ name: "plain", version: "1.0.0" });
  const properties = { text: { type: "string" } };
  const inputSchema = fromJsonSchema({ type: "object", properties, required: ["text"] });
  const answer = async ({ text }) => ({ content: [{ type: "text", text }] });
  server.registerTool("echo", { description: "Says it again", inputSchema }, answer);
  return server;
}

async function plainOverStdio() {
  await plainServer().connect(new StdioServerTransport());
}

async function plainOverHttp() {
  const sessionIdGenerator = () => "one";
  const transport = new WebStandardStreamableHTTPServerTransport({ sessionIdGenerator });
  await plainServer().connect(transport);
  const fetch = (request) => transport.handleRequest(request);
  serve({ fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
    process.send?.(`http://127.0.0.1:${port}/mcp`);
  });
}
