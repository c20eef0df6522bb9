import type { Socket } from "node:net";
import {
  type Connection,
  type ConnectionEvent,
  type HostCall,
  HostError,
} from "@luminarys/sdk-as/engine";
import type { WebSocket } from "ws";
import { type Ending, endingOf, peerClosed } from "../connections/ending.js";
import type { Sockets } from "../connections/sockets.js";
import type { NetworkContext } from "../device-context.js";
import type { TimeLimit } from "../network/time-limit.js";
import { CLOSE_MS } from "./handshake.js";
import { Ponger } from "./ponger.js";

const GOING_AWAY = 1001;
/** How ws says that no close frame came. */
const NO_CLOSE_FRAME = 1006;

export interface WsConnectionParts {
  readonly id: string;
  readonly callback: string;
  /** The call that opened it. */
  readonly call: HostCall;
  readonly webSocket: WebSocket;
  readonly socket: Socket;
  readonly sockets: Sockets;
  readonly deliver: NetworkContext["deliver"];
  /** Told once, when it is gone. */
  readonly onGone: (connection: WsConnection) => void;
}

/** A WebSocket that stays. Its messages are read at the pace of its callback. */
export class WsConnection implements Connection {
  readonly id: string;
  readonly call: HostCall;
  readonly callback: string;
  closed = false;
  private readonly parts: WsConnectionParts;
  private isGone = false;
  /** How many messages are with the callback, or wait for it. */
  private unhandled = 0;
  private failure: Ending | undefined;

  constructor(parts: WsConnectionParts) {
    this.parts = parts;
    this.id = parts.id;
    this.call = parts.call;
    this.callback = parts.callback;
    const { webSocket, socket } = parts;
    new Ponger(webSocket);
    socket.on("error", (error) => {
      this.failure ??= endingOf(error);
    });
    webSocket
      .on("message", (data: Buffer, isBinary) => this.hear(data, isBinary ? "binary" : "text"))
      .on("error", (error) => this.lose(protocolEnding(error)))
      .on("close", (code, reason) => this.hearClose(code, reason.toString()));
    webSocket.resume();
  }

  /** Waits until the system has taken it. Rejects with a HostError. */
  async send(
    message: { type: "text" | "binary"; data: Uint8Array },
    { limit, action }: { limit: TimeLimit; action: string },
  ): Promise<void> {
    const { webSocket } = this.parts;
    const { signal } = limit;
    const expire = () => {
      webSocket.terminate();
      this.lose({ kind: "timeout", message: "what was sent wasn't taken" });
    };
    signal.addEventListener("abort", expire, { once: true });
    const binary = message.type === "binary";
    const error = await new Promise<unknown>((done) =>
      webSocket.send(message.data, { binary }, done),
    );
    signal.removeEventListener("abort", expire);
    if (signal.aborted) throw signal.reason;
    if (!error) return;
    throw new HostError(`Cannot ${action}: it is closed`, { code: "closed", cause: error });
  }

  /** Ends it from the skill's side: nothing more is heard of it. */
  leave(code: number, reason: string): void {
    const { webSocket, socket, sockets } = this.parts;
    this.closed = true;
    this.goAway();
    webSocket.resume();
    webSocket.close(code, reason);
    sockets.linger(socket, CLOSE_MS);
  }

  /** The same, because the skill ends. */
  close(): void {
    this.leave(GOING_AWAY, "");
  }

  private hear(data: Uint8Array, message_type: string): void {
    if (this.isGone) return;
    const { webSocket } = this.parts;
    this.unhandled++;
    webSocket.pause();
    this.tell({ data, message_type }, () => {
      this.unhandled--;
      if (this.unhandled === 0) webSocket.resume();
    });
  }

  private hearClose(close_code: number, close_text: string): void {
    if (this.isGone) return;
    if (this.failure || close_code === NO_CLOSE_FRAME) this.lose(this.failure ?? peerClosed);
    else {
      this.goAway();
      this.tell({ message_type: "close", close_code, close_text });
    }
  }

  /** It ended without a closing handshake. */
  private lose({ kind, message }: Ending): void {
    if (this.isGone) return;
    this.goAway();
    this.parts.sockets.linger(this.parts.socket, CLOSE_MS);
    this.tell({ error_kind: kind, error_msg: message });
  }

  private goAway(): void {
    if (!this.isGone) this.parts.onGone(this);
    this.isGone = true;
  }

  private tell(
    event: Omit<Extract<ConnectionEvent, { kind: "ws" }>, "kind">,
    onHandled?: () => void,
  ) {
    this.parts.deliver({ connection: this, event: { ...event, kind: "ws" }, onHandled });
  }
}

/** What ws finds wrong with the peer's frames. */
function protocolEnding(error: Error): Ending {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (!code.startsWith("WS_ERR_")) return endingOf(error);
  if (code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") {
    return { kind: "io", message: "the peer sent a message that is too large" };
  }
  return { kind: "io", message: `the peer broke the protocol (${error.message})` };
}
