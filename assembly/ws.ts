import { Result, resultOf, Status, statusOfCall } from "./result";
import { quietly } from "./runtime/failure";
import { HttpHeader } from "./wire/http.gen";
import { callWsClose, callWsConnect, callWsSend } from "./wire/ws.gen";

/**
 * Opens a WebSocket whose events go to the method `callback`; returns its id. `timeoutMs` 0 = 30 s.
 * Throws when that fails.
 * Permission: `@skill:require ws wss://feed.example.com/**`.
 */
export function wsConnect(
  url: string,
  headers: HttpHeader[] = [],
  timeoutMs: i64 = 0,
  callback: string = "",
  insecure: bool = false,
): string {
  return callWsConnect(url, headers, timeoutMs, callback, insecure);
}

/**
 * Sends a message: "text" (UTF-8) or "binary". Throws when that fails.
 * Permission: `@skill:require ws wss://feed.example.com/**`.
 */
export function wsSend(connId: string, data: Uint8Array, messageType: string = "text"): void {
  callWsSend(connId, data, messageType);
}

/**
 * Closes a WebSocket with a code (1000 = done) and a reason. Throws when that fails.
 * Permission: `@skill:require ws wss://feed.example.com/**`.
 */
export function wsClose(connId: string, code: i32 = 1000, reason: string = ""): void {
  callWsClose(connId, code, reason);
}

/** How `ws.connect` connects, and who hears of the connection. */
export class WsConnectOptions {
  /** Headers of the handshake. */
  headers: HttpHeader[] = [];
  /** Milliseconds for connecting, 0 = 30 s. */
  timeoutMs: i64 = 0;
  /** Method that receives the connection's events; "" drops them. */
  callback: string = "";
  /** Accepts any certificate. */
  insecure: bool = false;
}

/** How `ws.send` sends. */
export class WsSendOptions {
  /** "text" (UTF-8) or "binary". */
  messageType: string = "text";
}

/** How `ws.close` says goodbye. */
export class WsCloseOptions {
  /** 1000 = done, 1001 = going away, 3000 to 4999 = your own. */
  code: i32 = 1000;
  /** At most 123 bytes. */
  reason: string = "";
}

/** WebSocket connections to the hosts that the manifest allows. */
export namespace ws {
  /**
   * Opens a WebSocket whose events go to the method `callback` of the options; gives its id.
   * Permission: `@skill:require ws wss://feed.example.com/**`.
   */
  export function connect(url: string, options: WsConnectOptions = {}): Result<string> {
    quietly();
    return resultOf(
      callWsConnect(url, options.headers, options.timeoutMs, options.callback, options.insecure),
    );
  }

  /**
   * Sends a message, as text (UTF-8) unless `messageType` says "binary".
   * Permission: `@skill:require ws wss://feed.example.com/**`.
   */
  export function send(connId: string, data: Uint8Array, options: WsSendOptions = {}): Status {
    quietly();
    callWsSend(connId, data, options.messageType);
    return statusOfCall();
  }

  /**
   * Closes a WebSocket.
   * Permission: `@skill:require ws wss://feed.example.com/**`.
   */
  export function close(connId: string, options: WsCloseOptions = {}): Status {
    quietly();
    callWsClose(connId, options.code, options.reason);
    return statusOfCall();
  }
}
