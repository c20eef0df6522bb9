import { Result, resultOf } from "./result";
import { quietly } from "./runtime/failure";
import { utf8 } from "./text";
import { callWebsocketReceive, callWebsocketSend, SocketMessage } from "./wire/sockets.gen";

export { SocketMessage } from "./wire/sockets.gen";

/** What `websocketSend` sends, and where. */
export class WebsocketSendOptions {
  /** The socket's name. */
  socket: string = "";
  /** The message as text. */
  data: string = "";
  /** The message as bytes, in place of `data`. */
  dataBytes: Uint8Array | null = null;
  /** `ws://` or `wss://` URL that an unknown name is connected to first. */
  url: string = "";
}

/** What `websocketReceive` waits for. */
export class WebsocketReceiveOptions {
  /** The socket's name. */
  socket: string = "";
  /** Most milliseconds to wait, 0 = 30 s. */
  timeout: i64 = 0;
  /** `ws://` or `wss://` URL that an unknown name is connected to first. */
  url: string = "";
}

/**
 * Sends a message to all connections of a named socket; gives how many these are. Needs skill-host.
 * Throws when that fails.
 * Permission: none; with `url`, `@skill:require ws wss://feed.example.com/**`.
 */
export function websocketSend(options: WebsocketSendOptions): i32 {
  const bytes = options.dataBytes;
  if (bytes !== null) return callWebsocketSend(options.socket, bytes, "binary", options.url);
  return callWebsocketSend(options.socket, utf8(options.data), "text", options.url);
}

/**
 * The oldest message of a named socket that the skill hasn't received yet, else the next one.
 * Messages are kept for a skill from its first use of the name on. Fails with code `timeout` when
 * none comes, and with `closed` when the socket closes. Needs skill-host. Throws when it fails.
 * Permission: none; with `url`, `@skill:require ws wss://feed.example.com/**`.
 */
export function websocketReceive(options: WebsocketReceiveOptions): SocketMessage {
  return callWebsocketReceive(options.socket, options.timeout, options.url);
}

/** How `sockets.send` and `sockets.sendBytes` find the socket. */
export class SocketSendOptions {
  /** `ws://` or `wss://` URL that an unknown name is connected to first. */
  url: string = "";
}

/** How `sockets.receive` waits. */
export class SocketReceiveOptions {
  /** Most milliseconds to wait, 0 = 30 s. */
  timeoutMs: i64 = 0;
  /** `ws://` or `wss://` URL that an unknown name is connected to first. */
  url: string = "";
}

/** Named WebSockets, which the host listens on or connects. Needs skill-host. */
export namespace sockets {
  /**
   * Sends text to all connections of a socket; gives how many these are.
   * Permission: none; with `url`, `@skill:require ws wss://feed.example.com/**`.
   */
  export function send(socket: string, text: string, options: SocketSendOptions = {}): Result<i32> {
    quietly();
    return resultOf(callWebsocketSend(socket, utf8(text), "text", options.url));
  }

  /**
   * Sends bytes to all connections of a socket; gives how many these are.
   * Permission: none; with `url`, `@skill:require ws wss://feed.example.com/**`.
   */
  export function sendBytes(
    socket: string,
    bytes: Uint8Array,
    options: SocketSendOptions = {},
  ): Result<i32> {
    quietly();
    return resultOf(callWebsocketSend(socket, bytes, "binary", options.url));
  }

  /**
   * The oldest message that the skill hasn't received yet, else the next one. Fails with code
   * `timeout` when none comes, and with `closed` when the socket closes.
   * Permission: none; with `url`, `@skill:require ws wss://feed.example.com/**`.
   */
  export function receive(
    socket: string,
    options: SocketReceiveOptions = {},
  ): Result<SocketMessage> {
    quietly();
    return resultOf(callWebsocketReceive(socket, options.timeoutMs, options.url));
  }
}
