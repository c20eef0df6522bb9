import { ChannelError, closedError } from "../channel-error.js";
import type { Medium, MediumEvents } from "../create-channel.js";
import { cutReason } from "../cut-reason.js";
import type { WebSocketLike } from "./web-socket-like.js";

/** Of WebSockets. */
const OPEN = 1;
const CLOSED = 3;
const NORMAL = 1000;
/** How browsers say that no close frame came. */
const NO_CLOSE_FRAME = 1006;
/** How long a server may take to close. */
const CLOSE_MS = 2000;
/** Bytes that a browser may keep before `send` waits, and how often that is looked at. */
const MOST_BUFFERED = 1024 * 1024;
const LOOK_MS = 10;

/** Carries frames over a WebSocket as browsers have it. */
export class BrowserMedium implements Medium<string | Uint8Array> {
  private readonly webSocket: WebSocketLike;

  constructor(webSocket: WebSocketLike, events: MediumEvents<string | Uint8Array>) {
    this.webSocket = webSocket;
    webSocket.binaryType = "arraybuffer";
    webSocket.addEventListener("message", ({ data }) => {
      events.receive(typeof data === "string" ? data : new Uint8Array(data as ArrayBuffer));
    });
    webSocket.addEventListener("close", ({ code, reason }) => {
      events.end(code === NO_CLOSE_FRAME ? "the connection was lost" : reason || undefined);
    });
  }

  async write(frame: string | Uint8Array): Promise<void> {
    const { webSocket } = this;
    if (typeof frame !== "string" && !(frame instanceof Uint8Array)) throw invalidError();
    this.demandOpen();
    webSocket.send(frame as string | Uint8Array<ArrayBuffer>);
    while (webSocket.bufferedAmount > MOST_BUFFERED) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      this.demandOpen();
    }
  }

  async end(reason: string | undefined, code: number): Promise<void> {
    const { webSocket } = this;
    if (webSocket.readyState === CLOSED) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, CLOSE_MS);
      webSocket.addEventListener("close", () => {
        clearTimeout(timer);
        resolve();
      });
      webSocket.close(allowedCode(code), cutReason(reason ?? ""));
    });
  }

  private demandOpen(): void {
    if (this.webSocket.readyState !== OPEN) throw closedError();
  }
}

/** Pages may close with these only. */
function allowedCode(code: number): number {
  return code >= 3000 ? code : NORMAL;
}

function invalidError(): ChannelError {
  const message = "Cannot send a frame: expected a string or bytes";
  return new ChannelError(message, { code: "invalid" });
}
