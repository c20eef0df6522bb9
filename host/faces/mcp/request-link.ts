import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type LoggingLevel,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server";
import type { Prompt } from "../../attachment.js";
import type { LogLevel, LogLine } from "../../log/log-line.js";
import type { CallProgress, ClientLink } from "./client-link.js";
import { promptError, sampledText, samplingParams } from "./sampling.js";

const levels: Readonly<Record<LogLevel, LoggingLevel>> = {
  debug: "debug",
  info: "info",
  warn: "warning",
  error: "error",
};

/** The client's end of a request, through the library. */
export class RequestLink implements ClientLink {
  readonly sampling: ClientLink["sampling"];
  readonly wantsProgress: boolean;
  private readonly context: ServerContext;
  private readonly token: string | number | undefined;
  private sent: Promise<unknown> = Promise.resolve();
  private last = Number.NEGATIVE_INFINITY;

  constructor(server: Server, context: ServerContext) {
    this.context = context;
    const { envelope, _meta: meta } = context.mcpReq;
    this.token = meta?.progressToken;
    this.wantsProgress = this.token !== undefined;
    const own = envelope as { [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities } | undefined;
    if (own) this.sampling = own[CLIENT_CAPABILITIES_META_KEY]?.sampling ? "retry" : undefined;
    else this.sampling = server.getClientCapabilities()?.sampling ? "push" : undefined;
  }

  /** Settles when all that was told is on its way. */
  get flushed(): Promise<unknown> {
    return this.sent;
  }

  log({ level, message, fields, skillId }: LogLine): void {
    const hasFields = Object.keys(fields).length > 0;
    const data = hasFields ? { message, ...fields } : message;
    this.send(() => this.context.mcpReq.log(levels[level], data, skillId));
  }

  /** Only what goes on: clients refuse progress that stands or goes back. */
  progress({ progress, ...more }: CallProgress): void {
    const { token: progressToken } = this;
    if (progressToken === undefined || progress <= this.last) return;
    this.last = progress;
    const params = { progressToken, progress, ...more };
    this.send(() => this.context.mcpReq.notify({ method: "notifications/progress", params }));
  }

  async sample(
    prompt: Prompt,
    { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
  ): Promise<string> {
    const request = { method: "sampling/createMessage" as const, params: samplingParams(prompt) };
    const options = { timeout: Math.min(timeoutMs, 2 ** 31 - 1), signal };
    try {
      return sampledText(await this.context.mcpReq.send(request, options));
    } catch (error) {
      if (error instanceof Error && error.name === "HostError") throw error;
      const said = error instanceof Error ? error.message : String(error);
      throw promptError(`the client's model didn't answer (${said})`, error);
    }
  }

  /** In order. A client that left hears nothing, and nobody else does. */
  private send(tell: () => Promise<void>): void {
    this.sent = this.sent.then(tell).catch(() => undefined);
  }
}
