import type { Chat, ChatInput } from "../../client/chat.js";
import { GatewayClientError } from "../../client/client-error.js";
import { type ClientState, GatewayClient } from "../../client/gateway-client.js";
import type { EventFrame } from "../../protocol.js";
import type { Credentials } from "./sign-in.js";

export type LinkState =
  | { readonly kind: "connecting" | "open" | "lost" }
  | { readonly kind: "refused"; readonly message: string };

export interface LinkOptions {
  readonly url: string;
  readonly credentials: Credentials;
  readonly onState: (state: LinkState) => void;
  readonly onEvent: (event: EventFrame) => void;
}

const FIRST_RETRY_MS = 2000;
const RECONNECT = { minMs: 500, maxMs: 5000 };

const kinds = { connecting: "connecting", connected: "open", reconnecting: "lost" } as const;

/** The page's connection to the gateway, which comes back until it's closed or refused. */
export class Link {
  private readonly options: LinkOptions;
  private readonly client: GatewayClient;
  private isClosed = false;
  private wasOpen = false;

  constructor(options: LinkOptions) {
    const { url, credentials, onEvent } = options;
    const { userId, token } = credentials;
    this.options = options;
    this.client = new GatewayClient({
      url,
      userId,
      ...(token !== "" && { token }),
      onEvent,
      onState: (state, reason) => this.tell(state, reason),
      reconnect: RECONNECT,
    });
    void this.connect();
  }

  /** Rejects with a GatewayClientError. */
  call<T>(method: string, params: object = {}): Promise<T> {
    return this.client.call<T>(method, params);
  }

  chat(input: ChatInput): Chat {
    return this.client.chat(input);
  }

  close(): void {
    this.isClosed = true;
    void this.client.close();
  }

  /** The first connection is tried again as later ones are. */
  private async connect(): Promise<void> {
    if (this.isClosed) return;
    try {
      const { role } = await this.client.connect();
      if (role === "viewer") this.refuse(VIEWER);
    } catch (error) {
      if (!(error instanceof GatewayClientError)) throw error;
      if (!error.retryable) return this.refuse(error.message);
      if (!this.isClosed) this.options.onState({ kind: "lost" });
      setTimeout(() => void this.connect(), FIRST_RETRY_MS);
    }
  }

  private tell(state: ClientState, reason = ""): void {
    if (this.isClosed) return;
    if (state !== "closed") this.options.onState({ kind: kinds[state] });
    else if (this.wasOpen) this.refuse(reason);
    this.wasOpen ||= state === "connected";
  }

  private refuse(message: string): void {
    if (this.isClosed) return;
    this.close();
    this.options.onState({ kind: "refused", message });
  }
}

const VIEWER = "Whoever signs in so may only look at the host. Use a token that may chat.";
