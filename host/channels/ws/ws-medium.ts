import type { WebSocket } from "ws";
import { ChannelError, closedError } from "../channel-error.js";
import type { Medium, MediumEvents } from "../create-channel.js";
import { cutReason } from "../cut-reason.js";
import { CLOSE_MS } from "../limits.js";
import { IdleWatch, type IdleWatchOptions } from "./idle-watch.js";

const GOING_AWAY = 1001;
const TOO_LARGE = 1009;
/** How ws says that no close frame came. */
const NO_CLOSE_FRAME = 1006;

/** Text, or bytes. */
export type WsFrame = string | Uint8Array;

export interface WsMediumOptions extends IdleWatchOptions {
  readonly maxBytes: number;
}

/** Carries frames over a WebSocket of the library `ws`, which is paused or hasn't received any. */
export class WsMedium implements Medium<WsFrame> {
  private readonly webSocket: WebSocket;
  private readonly events: MediumEvents<WsFrame>;
  private readonly maxBytes: number;
  private readonly watch: IdleWatch;

  constructor(webSocket: WebSocket, events: MediumEvents<WsFrame>, options: WsMediumOptions) {
    this.webSocket = webSocket;
    this.events = events;
    this.maxBytes = options.maxBytes;
    const onIdle = () => this.fail(GOING_AWAY, `idle for ${options.idleMs} ms`);
    this.watch = new IdleWatch({ ...options, webSocket, onIdle });
    webSocket
      .on("message", (data: Buffer, isBinary) => this.hear(data, isBinary))
      .on("error", (error) => this.lose(error))
      .on("close", (code, reason) => events.end(closeReason(code, reason.toString())))
      .resume();
  }

  write(frame: WsFrame): Promise<void> {
    const isText = typeof frame === "string";
    if (!isText && !(frame instanceof Uint8Array)) return Promise.reject(invalidError());
    return new Promise((resolve, reject) => {
      this.webSocket.send(frame, { binary: !isText }, (error) => {
        if (error) reject(closedError(error));
        else resolve();
      });
    });
  }

  async end(reason: string | undefined, code: number): Promise<void> {
    const { webSocket } = this;
    this.watch.stop();
    if (webSocket.readyState === webSocket.CLOSED) return;
    // The peer's close is read like anything else.
    webSocket.resume();
    const closed = new Promise((done) => webSocket.once("close", done));
    const timer = setTimeout(() => webSocket.terminate(), CLOSE_MS);
    webSocket.close(code, cutReason(reason ?? ""));
    await closed;
    clearTimeout(timer);
  }

  pause(): void {
    this.webSocket.pause();
  }

  resume(): void {
    this.watch.hear();
    this.webSocket.resume();
  }

  private hear(data: Buffer, isBinary: boolean): void {
    if (data.length > this.maxBytes) this.fail(TOO_LARGE, tooLarge(this.maxBytes));
    else if (!isBinary) this.events.receive(data.toString());
    else this.events.receive(new Uint8Array(data.buffer, data.byteOffset, data.length));
  }

  private fail(code: number, reason: string): void {
    void this.end(reason, code);
    this.events.end(reason);
  }

  /** What ws finds wrong with the peer's frames, which it answers itself, or the connection. */
  private lose(error: Error): void {
    const { code = "" } = error as NodeJS.ErrnoException;
    const isTooLarge = code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";
    if (isTooLarge) this.events.end(tooLarge(this.maxBytes));
    else if (code.startsWith("WS_ERR_")) this.events.end(`broken frame: ${error.message}`);
    else this.events.end(`the connection was lost (${code || error.message})`);
  }
}

function closeReason(code: number, reason: string): string | undefined {
  if (code === NO_CLOSE_FRAME) return "the connection was lost";
  return reason === "" ? undefined : reason;
}

function tooLarge(maxBytes: number): string {
  return `a message of more than ${maxBytes} bytes`;
}

function invalidError(): ChannelError {
  const message = "Cannot send a frame: expected a string or bytes";
  return new ChannelError(message, { code: "invalid" });
}
