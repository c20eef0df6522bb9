// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { answerError, beginRequest, endAnswer, exchange } from "../runtime/exchange";
import { HttpHeader, writeHttpHeaders } from "./http.gen";
import { readNothing } from "./nothing.gen";

// @ts-ignore: decorator
@external("env", "ws_connect")
declare function ws_connect(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "ws_send")
declare function ws_send(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "ws_close")
declare function ws_close(ptr: usize, len: i32): u64;

/** Opens a WebSocket that delivers events to a callback. Needs `http + allow_websocket`. */
export function callWsConnect(
  url: string,
  headers: HttpHeader[],
  timeoutMs: i64,
  callback: string,
  insecure: bool,
): string {
  const w = beginRequest(5);
  w.key("url");
  w.string(url);
  w.key("headers");
  writeHttpHeaders(w, headers);
  w.key("timeout_ms");
  w.i64(timeoutMs);
  w.key("callback");
  w.string(callback);
  w.key("insecure");
  w.bool(insecure);
  const r = exchange(w, ws_connect, "ws_connect");
  let connId = "";
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("conn_id")) connId = r.string();
    else answerError(r);
  }
  endAnswer(r);
  return connId;
}

/** Sends one message. Needs `http + allow_websocket`. */
export function callWsSend(connId: string, data: Uint8Array, messageType: string): void {
  const w = beginRequest(3);
  w.key("conn_id");
  w.string(connId);
  w.key("data");
  w.bytes(data);
  w.key("message_type");
  w.string(messageType);
  const r = exchange(w, ws_send, "ws_send");
  readNothing(r);
  endAnswer(r);
}

/** Closes a WebSocket. Needs `http + allow_websocket`. */
export function callWsClose(connId: string, code: i32, reason: string): void {
  const w = beginRequest(3);
  w.key("conn_id");
  w.string(connId);
  w.key("code");
  w.i64(code);
  w.key("reason");
  w.string(reason);
  const r = exchange(w, ws_close, "ws_close");
  readNothing(r);
  endAnswer(r);
}
