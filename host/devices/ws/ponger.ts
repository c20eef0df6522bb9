import { WebSocket } from "ws";

/**
 * Answers pings. While an answer is on its way only the latest ping is kept, as RFC 6455 allows: a
 * server that pings and doesn't read fills nothing.
 */
export class Ponger {
  private readonly webSocket: WebSocket;
  private isSending = false;
  private next: Buffer | undefined;

  constructor(webSocket: WebSocket) {
    this.webSocket = webSocket;
    webSocket.on("ping", (data) => this.answer(data));
  }

  private answer(data: Buffer): void {
    if (this.isSending) this.next = data;
    else if (this.webSocket.readyState === WebSocket.OPEN) this.send(data);
  }

  private send(data: Buffer): void {
    this.isSending = true;
    this.webSocket.pong(data, undefined, () => {
      this.isSending = false;
      const { next } = this;
      this.next = undefined;
      if (next) this.answer(next);
    });
  }
}
