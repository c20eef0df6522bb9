import { createHash } from "node:crypto";
import type { McpHttpOptions } from "@luminarys/skill-host";
import { type HostConfig, type Listener, listen, McpHttp, TokenList } from "@luminarys/skill-host";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { onTestFinished } from "vitest";
import { type FaceOptions, notesFace } from "./linked-client.js";

export type Http = NonNullable<HostConfig["http"]>;
export type Token = HostConfig["tokens"][number];

export interface ServerOptions extends Partial<Omit<McpHttpOptions, "face" | "tokens">> {
  readonly http?: Partial<Http>;
  readonly tokens?: readonly Token[];
  readonly faceOptions?: FaceOptions;
}

export interface HttpServer {
  readonly url: string;
  readonly port: number;
  readonly mcp: McpHttp;
  readonly face: Awaited<ReturnType<typeof notesFace>>["face"];
  readonly host: Awaited<ReturnType<typeof notesFace>>["host"];
  readonly listener: Listener;
}

/** The skill "notes" at a free port of this machine. */
export async function httpServer(options: ServerOptions = {}): Promise<HttpServer> {
  const { http = {}, tokens = [], faceOptions = {}, ...more } = options;
  const { face, host } = await notesFace(faceOptions);
  const mcp = new McpHttp({ face, tokens: new TokenList(tokens), ...more });
  const listener = await listen({
    http: { addr: { host: "127.0.0.1", port: 0 }, allowed_origins: [], ...http },
    mounts: [{ path: "/mcp", fetch: (request, peer) => mcp.fetch(request, peer) }],
    onError: (error) => console.error(error),
  });
  onTestFinished(async () => {
    await mcp.close();
    await listener.close();
  });
  return { url: `${listener.url}/mcp`, port: listener.port, mcp, face, host, listener };
}

export function token(name: string, mcp: readonly string[] = ["**"]): Token {
  const sha256 = createHash("sha256").update(`secret-of-${name}`).digest("hex");
  return { name, sha256, mcp, role: "viewer" };
}

export const bearer = (name: string) => ({ authorization: `Bearer secret-of-${name}` });

/** A client of the library's second version; `modern` speaks 2026-07-28 only. */
export async function httpClient(
  url: string,
  options: {
    headers?: Record<string, string>;
    modern?: boolean;
    prepare?: (client: Client) => void;
  } = {},
): Promise<Client> {
  const { headers = {}, modern = false, prepare } = options;
  const mode = modern ? ({ pin: "2026-07-28" } as const) : ("legacy" as const);
  const client = new Client(
    { name: "test", version: "1.0.0" },
    { capabilities: { sampling: {} }, versionNegotiation: { mode } },
  );
  prepare?.(client);
  const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

export const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  },
};

const JSON_HEADERS = {
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
};

/** Posts a body as it is. */
export function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { ...JSON_HEADERS, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

/** Begins a session by hand. Gives its header. */
export async function openSession(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ "mcp-session-id": string }> {
  const response = await post(url, initialize, headers);
  await response.text();
  return { "mcp-session-id": response.headers.get("mcp-session-id") ?? "" };
}
