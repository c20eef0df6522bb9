import type { Maybe } from "../../engine/maybe.js";

/** How a server answers a request. */
export interface WorldReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Never answers. */
  readonly hangs?: boolean;
}

/** What a peer does once it is connected to. */
export interface WorldPeer {
  /** Sent at once. */
  readonly greeting?: string;
  /** Sent back for whatever comes in; "" is nothing. */
  readonly answer?: (received: string) => string;
  /** How it ends the connection after its greeting. */
  readonly ends?: "eof" | "reset";
}

/** How a command line does something. */
export interface WorldCommands {
  prints(text: string): string;
  exits(code: number): string;
  hangs(): string;
}

/**
 * A host that runs the probe skill, and the machine and network around it. Its manifest grants `dir`,
 * the servers, the commands, the model and the node; nothing else.
 */
export interface World {
  /** A directory that is empty and may be written. */
  readonly dir: string;
  readonly commands: WorldCommands;
  /** Name of a node of the cluster; undefined where there is none. */
  readonly node: string | undefined;
  call(
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): Maybe<{ readonly value: unknown; readonly error?: string | undefined }>;
  /** Serves paths by method and path, such as `GET /a`. Gives the URL without a path. */
  serveHttp(routes: Readonly<Record<string, WorldReply>>): Maybe<string>;
  /** Gives `host:port`. */
  serveTcp(peer: WorldPeer): Maybe<string>;
  /** Gives a URL. */
  serveWs(peer: WorldPeer): Maybe<string>;
  /** An address that refuses connections. */
  closedAddress(): Maybe<string>;
  /** What the model answers. */
  complete(content: string): Maybe<void>;
  /** Waits until what has been sent is handled. */
  settle(): Maybe<void>;
  close(): Maybe<void>;
}
