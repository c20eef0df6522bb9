import {
  createMcpHandler,
  isJsonContentType,
  isLegacyRequest,
  type McpHttpHandler,
  readRequestBody,
} from "@modelcontextprotocol/server";
import type { Peer } from "../../../listen/mount.js";
import { RateLimit } from "../../../listen/rate-limit.js";
import { refusal } from "../../../listen/refusal.js";
import type { TokenList } from "../../../token-list.js";
import type { McpClient } from "../mcp-client.js";
import type { McpFace } from "../mcp-face.js";
import { type Caller, Callers } from "./callers.js";
import { HttpSessions } from "./http-sessions.js";

/** Most bytes of a request. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
const NO_SESSION =
  "expected an Mcp-Session-Id header. " +
  "Hint: send initialize first, and with each further request the Mcp-Session-Id that its answer has";

export interface McpHttpOptions {
  readonly face: McpFace;
  /** Without any, everybody who reaches the server is served. */
  readonly tokens: TokenList;
  /** Default 1,000. */
  readonly maxSessions?: number;
  /** Default 30 minutes. */
  readonly sessionIdleMs?: number;
  /** Requests of one caller each second, after a burst of four times as many. Default 500. */
  readonly requestsPerSecond?: number;
}

/** Streamable HTTP: sessions for protocols up to 2025-11-25, single requests from 2026-07-28 on. */
export class McpHttp {
  private readonly face: McpFace;
  private readonly callers: Callers;
  private readonly sessions: HttpSessions;
  private readonly requests: RateLimit;
  /** Of the protocol without sessions, by whose requests it serves. */
  private readonly handlers = new Map<string, McpHttpHandler>();
  private readonly unhear: () => void;

  constructor({ face, tokens, ...options }: McpHttpOptions) {
    const { clock } = face.host.engine;
    const now = () => clock.now();
    const { maxSessions: most = 1000, sessionIdleMs: idleMs = 1_800_000 } = options;
    const { requestsPerSecond: perSecond = 500 } = options;
    this.face = face;
    this.callers = new Callers({ tokens, now });
    this.sessions = new HttpSessions({ clock, most, idleMs });
    this.requests = new RateLimit({ perSecond, burst: perSecond * 4, now });
    this.unhear = face.onToolsChanged(() => {
      for (const { notify } of this.handlers.values()) notify.toolsChanged();
    });
  }

  /** How many sessions are open. */
  get sessionCount(): number {
    return this.sessions.size;
  }

  async fetch(request: Request, peer: Peer): Promise<Response> {
    const caller = this.callers.identify(request.headers.get("authorization"), peer);
    if (caller instanceof Response) return caller;
    if (!this.requests.take(`${caller.owner} ${peer.address}`)) {
      return refusal(429, "too many requests", { "retry-after": "1" });
    }
    if (request.method !== "POST") return this.fetchSession(request, { caller, body: undefined });
    if (!isJsonContentType(request.headers.get("content-type"))) {
      return refusal(415, "expected application/json");
    }
    const read = await readRequestBody(request, MAX_BODY_BYTES);
    if (read.tooLarge) return refusal(413, `a request holds more than ${MAX_BODY_BYTES} bytes`);
    const body = parse(read.text);
    if (body === undefined) return parseFault();
    if (await isLegacyRequest(request, body)) return this.fetchSession(request, { caller, body });
    return this.handlerOf(caller).fetch(request, { parsedBody: body });
  }

  async close(): Promise<void> {
    this.unhear();
    const handlers = [...this.handlers.values()];
    await Promise.all([this.sessions.close(), ...handlers.map((each) => each.close())]);
  }

  private async fetchSession(
    request: Request,
    { caller, body }: { caller: Caller; body: unknown },
  ): Promise<Response> {
    const id = request.headers.get("mcp-session-id");
    if (id !== null) {
      const session = this.sessions.find(id, caller.owner);
      return session ? session.fetch(request, body) : sessionFault();
    }
    if (!isInitialize(body)) return refusal(400, NO_SESSION);
    const { face } = this;
    const session = await this.sessions.open({
      server: face.createServer(clientOf(caller)),
      owner: caller.owner,
      hearChanges: (listener) => face.onToolsChanged(listener),
    });
    if (!session) return refusal(503, "too many sessions are in use", { "retry-after": "10" });
    const response = await session.fetch(request, body);
    if (!response.ok) await session.close();
    return response;
  }

  private handlerOf(caller: Caller): McpHttpHandler {
    const known = this.handlers.get(caller.owner);
    if (known) return known;
    const handler = createMcpHandler(() => this.face.createServer(clientOf(caller)), {
      legacy: "reject",
      maxRequestBodySize: MAX_BODY_BYTES,
    });
    this.handlers.set(caller.owner, handler);
    return handler;
  }
}

/** Without the protocol's sessions, there is one for each token and client. */
function clientOf({ owner, allows }: Caller): McpClient {
  return { owner, allows, sessionId: (clientName) => `mcp:${owner}:${clientName}` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isInitialize(body: unknown): boolean {
  return (body as { method?: unknown } | null | undefined)?.method === "initialize";
}

function parseFault(): Response {
  const error = { code: -32700, message: "Parse error: expected JSON" };
  return Response.json({ jsonrpc: "2.0", error, id: null }, { status: 400 });
}

/** Clients begin a new session when they get this. */
function sessionFault(): Response {
  const error = { code: -32001, message: "Session not found" };
  return Response.json({ jsonrpc: "2.0", error, id: null }, { status: 404 });
}
