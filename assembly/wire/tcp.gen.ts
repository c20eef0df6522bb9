// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { answerError, beginRequest, endAnswer, exchange } from "../runtime/exchange";
import { readNothing } from "./nothing.gen";

// @ts-ignore: decorator
@external("env", "tcp_request")
declare function tcp_request(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "tcp_connect")
declare function tcp_connect(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "tcp_set_callback")
declare function tcp_set_callback(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "tcp_write")
declare function tcp_write(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "tcp_close")
declare function tcp_close(ptr: usize, len: i32): u64;

/** Connects, sends bytes and gives what the peer answers. Needs `tcp`. */
export function callTcpRequest(
  addr: string,
  data: Uint8Array,
  tls: bool,
  insecure: bool,
  timeoutMs: i64,
  maxBytes: i64,
): Uint8Array {
  const w = beginRequest(6);
  w.key("addr");
  w.string(addr);
  w.key("data");
  w.bytes(data);
  w.key("tls");
  w.bool(tls);
  w.key("insecure");
  w.bool(insecure);
  w.key("timeout_ms");
  w.i64(timeoutMs);
  w.key("max_bytes");
  w.i64(maxBytes);
  const r = exchange(w, tcp_request, "tcp_request");
  let answer: Uint8Array = new Uint8Array(0);
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("data")) answer = r.bytes();
    else answerError(r);
  }
  endAnswer(r);
  return answer;
}

/** Opens a connection that delivers events to a callback. Needs `tcp`. */
export function callTcpConnect(
  addr: string,
  callback: string,
  tls: bool,
  insecure: bool,
  timeoutMs: i64,
  serverName: string,
): string {
  let keys = 5;
  if (serverName.length > 0) keys++;
  const w = beginRequest(keys);
  w.key("addr");
  w.string(addr);
  w.key("callback");
  w.string(callback);
  w.key("tls");
  w.bool(tls);
  w.key("insecure");
  w.bool(insecure);
  w.key("timeout_ms");
  w.i64(timeoutMs);
  if (serverName.length > 0) {
    w.key("server_name");
    w.string(serverName);
  }
  const r = exchange(w, tcp_connect, "tcp_connect");
  let connId = "";
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("conn_id")) connId = r.string();
    else answerError(r);
  }
  endAnswer(r);
  return connId;
}

/** Sends a connection's further events to another method. Needs `tcp`. */
export function callTcpSetCallback(connId: string, callback: string): void {
  const w = beginRequest(2);
  w.key("conn_id");
  w.string(connId);
  w.key("callback");
  w.string(callback);
  const r = exchange(w, tcp_set_callback, "tcp_set_callback");
  readNothing(r);
  endAnswer(r);
}

/** Sends bytes over a connection. Needs `tcp`. */
export function callTcpWrite(connId: string, data: Uint8Array): void {
  const w = beginRequest(2);
  w.key("conn_id");
  w.string(connId);
  w.key("data");
  w.bytes(data);
  const r = exchange(w, tcp_write, "tcp_write");
  readNothing(r);
  endAnswer(r);
}

/** Closes a connection; a closed one is no error. Needs `tcp`. */
export function callTcpClose(connId: string): void {
  const w = beginRequest(1);
  w.key("conn_id");
  w.string(connId);
  const r = exchange(w, tcp_close, "tcp_close");
  readNothing(r);
  endAnswer(r);
}
