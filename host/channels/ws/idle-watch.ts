import type { WebSocket } from "ws";

export interface IdleWatchOptions {
  /** Time between pings. Default: none are sent. */
  readonly pingMs?: number;
  /** Most time without a message, ping or pong of the peer. Default: any. */
  readonly idleMs?: number;
}

/** Pings a peer and notices when it's silent. While nothing is read, nothing can be missed. */
export class IdleWatch {
  private heardAtMs = performance.now();
  private pinging: NodeJS.Timeout | undefined;
  private waiting: NodeJS.Timeout | undefined;

  constructor(
    webSocket: WebSocket,
    { pingMs, idleMs, onIdle }: IdleWatchOptions & { readonly onIdle: () => void },
  ) {
    const hear = () => this.hear();
    webSocket.on("message", hear).on("ping", hear).on("pong", hear);
    webSocket.once("close", () => this.stop());
    if (pingMs !== undefined) this.pinging = setInterval(() => ping(webSocket), pingMs);
    if (idleMs === undefined) return;
    const check = () => {
      if (webSocket.isPaused) this.hear();
      const leftMs = idleMs - (performance.now() - this.heardAtMs);
      if (leftMs <= 0) onIdle();
      else this.waiting = setTimeout(check, leftMs);
    };
    this.waiting = setTimeout(check, idleMs);
  }

  hear(): void {
    this.heardAtMs = performance.now();
  }

  stop(): void {
    clearInterval(this.pinging);
    clearTimeout(this.waiting);
  }
}

function ping(webSocket: WebSocket): void {
  if (webSocket.readyState === webSocket.OPEN) webSocket.ping();
}
