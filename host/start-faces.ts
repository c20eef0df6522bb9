import type { OwnPorts } from "@luminarys/sdk-as/engine";
import type { HostConfig } from "./config/model.js";
import { McpHttp } from "./faces/mcp/http/mcp-http.js";
import { McpFace } from "./faces/mcp/mcp-face.js";
import { type StdioConnection, type StdioOptions, serveStdio } from "./faces/mcp/serve-stdio.js";
import type { Host } from "./host.js";
import { isLoopback } from "./listen/is-loopback.js";
import { type Listener, listen } from "./listen/listen.js";
import { ListenError } from "./listen/listen-error.js";
import { ownAddresses } from "./listen/own-addresses.js";
import { TokenList } from "./token-list.js";

export interface FacesOptions {
  readonly host: Host;
  readonly config: Pick<HostConfig, "http" | "tokens">;
  /** Told of tools that can't be offered. */
  readonly onProblem: (message: string) => void;
  /** Told once of tools that some clients refuse. Default: nobody is. */
  readonly onAdvice?: (message: string) => void;
  /** Told of what an answer failed with. */
  readonly onError: (error: unknown) => void;
}

/** The ways in that a configuration opens. */
export interface Faces {
  /** Where MCP is served; undefined without `http`. */
  readonly mcpUrl: string | undefined;
  /** Where the host listens, which no skill reaches. */
  readonly own: OwnPorts;
  close(): Promise<void>;
}

/** Opens what host.yaml says. Rejects with a ListenError, and nothing stays open then. */
export async function startFaces({ host, config, ...report }: FacesOptions): Promise<Faces> {
  const { http } = config;
  const tokens = new TokenList(config.tokens);
  if (!http) return { mcpUrl: undefined, own: { ports: [] }, close: async () => {} };
  demandTokens(http.addr, tokens);
  const face = new McpFace({ host, ...report });
  const mcp = new McpHttp({ face, tokens });
  const close = async (listener?: Listener) => {
    await mcp.close();
    face.close();
    await listener?.close();
  };
  try {
    const mounts = [{ path: "/mcp", fetch: mcp.fetch.bind(mcp) }];
    const listener = await listen({ http, mounts, onError: report.onError });
    const mcpUrl = `${listener.url}/mcp`;
    const own = { ports: [listener.port], addresses: ownAddresses() };
    return { mcpUrl, own, close: () => close(listener) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Serves MCP over a pair of streams; the face ends with the connection. */
export function serveSkills(
  host: Host,
  { onProblem, onAdvice, ...streams }: StdioOptions & Pick<FacesOptions, "onProblem" | "onAdvice">,
): StdioConnection {
  const face = new McpFace({ host, onProblem, ...(onAdvice && { onAdvice }) });
  const connection = serveStdio(face, streams);
  void connection.ended.then(() => face.close());
  return connection;
}

function demandTokens({ host, port }: { host: string; port: number }, tokens: TokenList): void {
  if (isLoopback(host) || !tokens.isEmpty) return;
  const reason = "everybody who reaches this address could use the skills";
  const hint = "add tokens to host.yaml, or listen on 127.0.0.1";
  throw new ListenError(`Cannot serve MCP on ${host}:${port}: ${reason}. Hint: ${hint}`);
}
