import { randomUUID } from "node:crypto";
import type { Server } from "@modelcontextprotocol/server";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/server";
import { ReplayBuffer } from "./replay-buffer.js";

export interface HttpSessionOptions {
  readonly server: Server;
  /** Whose it is: nobody else's requests belong to it. */
  readonly owner: string;
  readonly now: () => number;
  /** Tells of changes of the tools. Gives what ends it. */
  readonly hearChanges: (listener: () => void) => () => void;
  readonly onEnded: () => void;
}

/** One session of the protocol over HTTP, up to version 2025-11-25. */
export class HttpSession {
  readonly id = randomUUID();
  readonly owner: string;
  /** When it was last used. */
  usedMs: number;
  private readonly options: HttpSessionOptions;
  private readonly transport: WebStandardStreamableHTTPServerTransport;
  private streams = 0;

  constructor(options: HttpSessionOptions) {
    this.options = options;
    this.owner = options.owner;
    this.usedMs = options.now();
    this.transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => this.id,
      eventStore: new ReplayBuffer(),
    });
  }

  /** Whether its client listens, however long nothing is said. */
  get isListening(): boolean {
    return this.streams > 0;
  }

  async open(): Promise<void> {
    const { server, hearChanges, onEnded } = this.options;
    const unhear = hearChanges(() => void server.sendToolListChanged().catch(() => undefined));
    server.onclose = () => {
      unhear();
      onEnded();
    };
    await server.connect(this.transport);
  }

  /** `body` is the request's, parsed. */
  async fetch(request: Request, body: unknown): Promise<Response> {
    this.usedMs = this.options.now();
    const response = await this.transport.handleRequest(request, { parsedBody: body });
    if (request.method === "GET" && response.ok) this.countStream(request.signal);
    return response;
  }

  /** Cancels its calls and ends its streams. */
  close(): Promise<void> {
    return this.options.server.close();
  }

  private countStream(left: AbortSignal): void {
    this.streams++;
    const leave = () => {
      this.streams--;
      this.usedMs = this.options.now();
    };
    if (left.aborted) leave();
    else left.addEventListener("abort", leave, { once: true });
  }
}
