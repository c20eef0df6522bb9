import { Result, resultOf, Status, statusOfCall } from "./result";
import { quietly } from "./runtime/failure";
import { HttpHeader } from "./wire/http.gen";
import { callWsClose, callWsConnect, callWsSend } from "./wire/ws.gen";

/** Opens a WebSocket whose events go to the method `callback`; returns its id. */
export function wsConnect(
  url: string,
  headers: HttpHeader[] = [],
  timeoutMs: i64 = 0,
  callback: string = "",
  insecure: bool = false,
): string {
  return callWsConnect(url, headers, timeoutMs, callback, insecure);
}

/** Sends a message: "text" (UTF-8) or "binary". */
export function wsSend(connId: string, data: Uint8Array, messageType: string = "text"): void {
  callWsSend(connId, data, messageType);
}

export function wsClose(connId: string, code: i32 = 1000, reason: string = ""): void {
  callWsClose(connId, code, reason);
}

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

export class WsSendOptions {
  /** "text" (UTF-8) or "binary". */
  messageType: string = "text";
}

export class WsCloseOptions {
  code: i32 = 1000;
  reason: string = "";
}

/** WebSocket connections to the hosts that the manifest allows. */
export namespace ws {
  /** Id of the new connection. */
  export function connect(url: string, options: WsConnectOptions = {}): Result<string> {
    quietly();
    return resultOf(
      callWsConnect(url, options.headers, options.timeoutMs, options.callback, options.insecure),
    );
  }

  export function send(connId: string, data: Uint8Array, options: WsSendOptions = {}): Status {
    quietly();
    callWsSend(connId, data, options.messageType);
    return statusOfCall();
  }

  export function close(connId: string, options: WsCloseOptions = {}): Status {
    quietly();
    callWsClose(connId, options.code, options.reason);
    return statusOfCall();
  }
}
