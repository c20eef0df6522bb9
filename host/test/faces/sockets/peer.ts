import { once } from "node:events";
import { WebSocket } from "ws";

export interface PeerClose {
  readonly code: number;
  readonly reason: string;
}

/** One end of a WebSocket that a test speaks for. Texts are strings, binary messages bytes. */
export class Peer {
  readonly webSocket: WebSocket;
  /** Settles when it is closed. */
  readonly closed: Promise<PeerClose>;
  /** All that has come. */
  readonly heard: (string | Uint8Array)[] = [];
  private wake = () => {};

  constructor(webSocket: WebSocket) {
    this.webSocket = webSocket;
    webSocket.on("error", () => {});
    webSocket.on("message", (data: Buffer, isBinary) => {
      this.heard.push(isBinary ? new Uint8Array(data) : data.toString());
      this.wake();
    });
    this.closed = new Promise((resolve) => {
      webSocket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  static async connect(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Peer> {
    const peer = new Peer(new WebSocket(url, { headers, perMessageDeflate: false }));
    await once(peer.webSocket, "open");
    return peer;
  }

  send(data: string | Uint8Array): void {
    this.webSocket.send(data, { binary: typeof data !== "string" });
  }

  /** The first messages, once there are so many. */
  async untilHeard(count: number): Promise<(string | Uint8Array)[]> {
    while (this.heard.length < count) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    return this.heard.slice(0, count);
  }

  end(): void {
    this.webSocket.terminate();
  }
}
