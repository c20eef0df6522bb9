import type { Socket } from "node:net";
import type { NetworkTarget } from "@luminarys/sdk-as/engine";
import { Client, type Dispatcher } from "undici";
import { openSocket } from "../network/connect.js";

/** Idle connections that a skill keeps, over all servers. */
const MAX_IDLE = 16;

export interface ClientRequest {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly target: NetworkTarget;
  /** What the egress gate gave. */
  readonly addresses: readonly string[];
  readonly trusted?: readonly string[] | undefined;
}

/** A client that serves one exchange at a time. One of the two ends it. */
export interface Lease {
  readonly dispatcher: Dispatcher;
  /** The exchange ended well: the connection may serve the next one. */
  keep(): void;
  /** Ends whatever is open or about to be. */
  drop(): void;
}

interface Kept {
  readonly key: string;
  readonly dispatcher: Dispatcher;
  readonly abort: AbortController;
}

/**
 * Keeps a skill's connections alive between requests. One is used again only for the same origin, when
 * the gate gave the very addresses that it was opened for.
 */
export class ClientPool {
  private readonly idle: Kept[] = [];
  private isClosed = false;

  take(request: ClientRequest): Lease {
    const { origin, addresses } = request;
    const key = `${origin} ${addresses.join(" ")}`;
    return this.lease(key, (abort) => openClient(request, abort.signal));
  }

  /** The same for what connects in another way; `key` tells them apart. */
  lease(key: string, open: (abort: AbortController) => Dispatcher): Lease {
    const at = this.idle.findLastIndex((each) => each.key === key);
    const kept = this.idle.splice(at < 0 ? this.idle.length : at, 1)[0] ?? create(key, open);
    return {
      dispatcher: kept.dispatcher,
      keep: () => this.keep(kept),
      drop: () => destroy(kept),
    };
  }

  close(): void {
    this.isClosed = true;
    for (const each of this.idle.splice(0)) destroy(each);
  }

  private keep(kept: Kept): void {
    if (this.isClosed) destroy(kept);
    else this.idle.push(kept);
    if (this.idle.length > MAX_IDLE) destroy(this.idle.shift() as Kept);
  }
}

function create(key: string, open: (abort: AbortController) => Dispatcher): Kept {
  const abort = new AbortController();
  return { key, abort, dispatcher: open(abort) };
}

function destroy({ abort, dispatcher }: Kept): void {
  abort.abort();
  dispatcher.destroy().catch(() => {});
}

function openClient(request: ClientRequest, signal: AbortSignal): Client {
  const { origin, target, addresses, trusted } = request;
  const tls = origin.startsWith("https:") ? { trusted, protocols: ["http/1.1"] } : undefined;
  return createClient(origin, () => openSocket({ target, addresses, tls, signal }));
}

/** A client of one connection, which `open` makes when it's needed. */
export function createClient(origin: string, open: () => Promise<Socket>): Client {
  return new Client(origin, {
    // The exchange's own time limit holds for all of it.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (_, callback) => {
      open().then(
        (socket) => callback(null, socket),
        (error) => callback(error, null),
      );
    },
  });
}
