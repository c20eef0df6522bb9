import type { ErrorPayload, EventFrame, ServerFrame, Welcome } from "../../protocol.js";
import type { Credentials } from "./sign-in.js";

export type LinkState =
  | { readonly kind: "connecting" }
  | { readonly kind: "open"; readonly welcome: Welcome }
  | { readonly kind: "lost" }
  | { readonly kind: "refused"; readonly message: string };

export interface LinkOptions {
  readonly url: string;
  readonly credentials: Credentials;
  readonly onState: (state: LinkState) => void;
  readonly onEvent: (event: EventFrame) => void;
}

/** What a request failed with. */
export class LinkError extends Error {
  override readonly name = "LinkError";
  readonly code: string;

  constructor({ code, message }: Pick<ErrorPayload, "message"> & { code: string }) {
    super(message);
    this.code = code;
  }
}

interface Pending {
  resolve(payload: unknown): void;
  reject(error: LinkError): void;
}

const RETRY = { minMs: 500, maxMs: 10_000 };

/** The page's connection to the gateway, which it opens again until it's closed. */
export class Link {
  private readonly options: LinkOptions;
  private readonly pending = new Map<string, Pending>();
  private socket: WebSocket | undefined;
  private count = 0;
  private failed = 0;
  private isClosed = false;

  constructor(options: LinkOptions) {
    this.options = options;
    this.open();
  }

  call<T>(method: string, params: object = {}): Promise<T> {
    const { socket } = this;
    if (socket?.readyState !== WebSocket.OPEN) return Promise.reject(lostError());
    const id = String(++this.count);
    socket.send(JSON.stringify({ type: "req", id, method, params }));
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve: resolve as (payload: unknown) => void, reject });
    });
  }

  close(): void {
    this.isClosed = true;
    this.socket?.close();
  }

  private open(): void {
    if (this.isClosed) return;
    this.options.onState({ kind: "connecting" });
    const socket = new WebSocket(this.options.url);
    this.socket = socket;
    socket.addEventListener("open", () => void this.greet());
    socket.addEventListener("message", ({ data }) => this.take(JSON.parse(data) as ServerFrame));
    socket.addEventListener("close", () => this.lose());
  }

  private async greet(): Promise<void> {
    const { credentials, onState } = this.options;
    const { token, userId: user_id } = credentials;
    try {
      const params = { user_id, ...(token !== "" && { token }) };
      const welcome = await this.call<Welcome>("connect", params);
      this.failed = 0;
      onState({ kind: "open", welcome });
    } catch (error) {
      if (!(error instanceof LinkError) || error.code === "CLOSED") return;
      this.close();
      onState({ kind: "refused", message: error.message });
    }
  }

  private take(frame: ServerFrame): void {
    if (frame.type === "event") return void this.options.onEvent(frame);
    const waiting = this.pending.get(frame.id);
    this.pending.delete(frame.id);
    if (frame.ok) waiting?.resolve(frame.payload);
    else waiting?.reject(new LinkError(frame.error));
  }

  private lose(): void {
    for (const { reject } of this.pending.values()) reject(lostError());
    this.pending.clear();
    if (this.isClosed) return;
    this.options.onState({ kind: "lost" });
    const waitMs = Math.min(RETRY.maxMs, RETRY.minMs * 2 ** this.failed++);
    setTimeout(() => this.open(), waitMs);
  }
}

function lostError(): LinkError {
  return new LinkError({ code: "CLOSED", message: "The connection was lost" });
}
