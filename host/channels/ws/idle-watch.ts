import type { WebSocket } from "ws";

export interface IdleWatchOptions {
  /** Time between pings. Default: none are sent. */
  readonly pingMs?: number;
  /** Most time without a message, ping or pong of the peer. Default: any. */
  readonly idleMs?: number;
}

export interface IdleWatchParts extends IdleWatchOptions {
  readonly webSocket: WebSocket;
  readonly onIdle: () => void;
}

/** Pings a peer and notices when it's silent. While nothing is read, nothing can be missed. */
export class IdleWatch {
  private readonly parts: IdleWatchParts;
  private heardAtMs = performance.now();
  private pingTimer: NodeJS.Timeout | undefined;
  private idleTimer: NodeJS.Timeout | undefined;

  constructor(parts: IdleWatchParts) {
    this.parts = parts;
    const { webSocket, pingMs } = parts;
    const hear = () => this.hear();
    webSocket.on("message", hear).on("ping", hear).on("pong", hear);
    webSocket.once("close", () => this.stop());
    if (pingMs !== undefined) this.pingTimer = setInterval(() => this.ping(), pingMs);
    this.wait();
  }

  hear(): void {
    this.heardAtMs = performance.now();
  }

  stop(): void {
    clearInterval(this.pingTimer);
    clearTimeout(this.idleTimer);
    this.idleTimer = undefined;
  }

  private ping(): void {
    const { webSocket } = this.parts;
    if (webSocket.readyState === webSocket.OPEN) webSocket.ping();
  }

  private wait(): void {
    const { idleMs } = this.parts;
    if (idleMs === undefined) return;
    const leftMs = idleMs - (performance.now() - this.heardAtMs);
    // A process that was busy reads first what has come meanwhile.
    this.idleTimer = setTimeout(() => setImmediate(() => this.check(idleMs)), leftMs);
  }

  private check(idleMs: number): void {
    if (!this.idleTimer) return;
    const { webSocket, onIdle } = this.parts;
    if (webSocket.isPaused) this.hear();
    if (performance.now() - this.heardAtMs >= idleMs) onIdle();
    else this.wait();
  }
}
