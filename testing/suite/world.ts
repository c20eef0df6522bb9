import type { Maybe } from "../../engine/maybe.js";

/** A request as a server sees it. */
export interface WorldRequest {
  /** Names in lower case; cookies are joined by "; ". */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** How a server answers a request. */
export interface WorldReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | ((request: WorldRequest) => string);
  /** Never answers. */
  readonly hangs?: boolean;
}

/** What a peer does once it is connected to. */
export interface WorldPeer {
  /** Speaks TLS, with a certificate that nobody trusts. */
  readonly tls?: boolean;
  /** Sent at once. */
  readonly greeting?: string;
  /** Sent back for whatever comes in; "" is nothing. */
  readonly answer?: (received: string) => string;
  /** How it ends the connection after its greeting. */
  readonly ends?: "eof" | "reset";
}

/** The same for WebSockets. */
export interface WorldSocketPeer extends WorldPeer {
  /** A handshake without this header is refused with status 401. The name is in lower case. */
  readonly demands?: { readonly name: string; readonly value: string };
}

/** How a command line does something. */
export interface WorldCommands {
  prints(text: string): string;
  /** Prints the numbers from 1, a line for each. */
  counts(to: number): string;
  exits(code: number): string;
  hangs(): string;
}

export interface WorldCall {
  /** One of the world's skills; the first one unless said. */
  readonly skill?: string;
  readonly sessionId?: string;
}

export interface WorldResult {
  readonly value: unknown;
  readonly error?: string | undefined;
  readonly llmContext?: string | undefined;
}

/** What came of an HTTP request. */
export interface WorldAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** False when it broke off. */
  readonly isWhole: boolean;
}

/** A client of a named socket. */
export interface WorldClient {
  /** A string as text, bytes as binary. */
  send(message: string | Uint8Array): Maybe<void>;
  /** What it has got, as `text <text>` or `binary <text>`. */
  heard(): Maybe<readonly string[]>;
}

/** Clients of the skills from outside. */
export interface WorldFaces {
  /** POSTs bytes to a route that calls `respond` of the first skill. Settles with the whole answer. */
  request(body: Uint8Array): Maybe<WorldAnswer>;
  /** Gets `/bound/` and this, whose method `bound` gets its own parameters: `bind: params`. */
  bound(rest: string): Maybe<WorldAnswer>;
  /** Connects to the socket `room`, whose messages call `on_socket` of the first skill. */
  join(): Maybe<WorldClient>;
}

/**
 * A host that runs the probe skill twice, and the machine and network around it. The manifests grant
 * `dir` (to commands too), the servers, the commands, the model, the node, each skill the other, and the
 * variable `GREETING`, which is `hello`; nothing else.
 */
export interface World {
  /** A directory that is empty and may be written. */
  readonly dir: string;
  /** The ids of the probe, which runs under both. */
  readonly skills: readonly [string, string];
  readonly commands: WorldCommands;
  /** Name of a node of the cluster; undefined where there is none: its tests are skipped. */
  readonly node: string | undefined;
  /** Undefined where skills have no clients but callers: its tests are skipped. */
  readonly faces: WorldFaces | undefined;
  /** Settles when what the call caused by its commands has ended too (the result's `done`). */
  call(
    method: string,
    args: Readonly<Record<string, unknown>>,
    call?: WorldCall,
  ): Maybe<WorldResult>;
  /** Serves paths by method and path, such as `GET /a`. Gives the URL without a path. */
  serveHttp(routes: Readonly<Record<string, WorldReply>>): Maybe<string>;
  /** Gives `host:port`. */
  serveTcp(peer: WorldPeer): Maybe<string>;
  /** Gives a URL, `wss:` with TLS. */
  serveWs(peer: WorldSocketPeer): Maybe<string>;
  /** An address that refuses connections. */
  closedAddress(): Maybe<string>;
  /** What the model answers. */
  complete(content: string): Maybe<void>;
  /** What was said in a session, oldest first. */
  remember(
    sessionId: string,
    messages: readonly { readonly role: string; readonly content: string }[],
  ): Maybe<void>;
  /** Waits until what has been sent is handled. */
  settle(): Maybe<void>;
  close(): Maybe<void>;
}
