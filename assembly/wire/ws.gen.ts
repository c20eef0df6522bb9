// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Exchange } from "../runtime/exchange";
import { writeList } from "../runtime/record-writer";
import { HTTP_HEADER, HttpHeader } from "./http.gen";

// @ts-ignore: decorator
@external("env", "ws_connect")
declare function ws_connect(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const WS_CONNECT: usize = memory.data<u8>([
  0xaa, 0x77, 0x73, 0x5f, 0x63, 0x6f, 0x6e, 0x6e, 0x65, 0x63, 0x74, // ws_connect
  0xa7, 0x63, 0x6f, 0x6e, 0x6e, 0x5f, 0x69, 0x64, // conn_id
  0xa3, 0x75, 0x72, 0x6c, // url
  0xa7, 0x68, 0x65, 0x61, 0x64, 0x65, 0x72, 0x73, // headers
  0xaa, 0x74, 0x69, 0x6d, 0x65, 0x6f, 0x75, 0x74, 0x5f, 0x6d, 0x73, // timeout_ms
  0xa8, 0x63, 0x61, 0x6c, 0x6c, 0x62, 0x61, 0x63, 0x6b, // callback
  0xa8, 0x69, 0x6e, 0x73, 0x65, 0x63, 0x75, 0x72, 0x65, // insecure
]);

/** Opens a WebSocket that delivers events to a callback. Needs `http + allow_websocket`. */
export function callWsConnect(
  url: string,
  headers: HttpHeader[],
  timeoutMs: i64,
  callback: string,
  insecure: bool,
): string {
  const call = Exchange.begin(WS_CONNECT, 5);
  call.field().string(url);
  writeList<HttpHeader>(call.field(), headers, HTTP_HEADER);
  call.field().i64(timeoutMs);
  call.field().string(callback);
  call.field().bool(insecure);
  call.receive(ws_connect(call.send(), call.size));
  return call.text();
}

// @ts-ignore: decorator
@external("env", "ws_send")
declare function ws_send(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const WS_SEND: usize = memory.data<u8>([
  0xa7, 0x77, 0x73, 0x5f, 0x73, 0x65, 0x6e, 0x64, // ws_send
  0xa0,
  0xa7, 0x63, 0x6f, 0x6e, 0x6e, 0x5f, 0x69, 0x64, // conn_id
  0xa4, 0x64, 0x61, 0x74, 0x61, // data
  0xac, 0x6d, 0x65, 0x73, 0x73, 0x61, 0x67, 0x65, 0x5f, 0x74, 0x79, 0x70, 0x65, // message_type
]);

/** Sends one message. Needs `http + allow_websocket`. */
export function callWsSend(connId: string, data: Uint8Array, messageType: string): void {
  const call = Exchange.begin(WS_SEND, 3);
  call.field().string(connId);
  call.field().bytes(data);
  call.field().string(messageType);
  call.receive(ws_send(call.send(), call.size));
  call.nothing();
}

// @ts-ignore: decorator
@external("env", "ws_close")
declare function ws_close(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const WS_CLOSE: usize = memory.data<u8>([
  0xa8, 0x77, 0x73, 0x5f, 0x63, 0x6c, 0x6f, 0x73, 0x65, // ws_close
  0xa0,
  0xa7, 0x63, 0x6f, 0x6e, 0x6e, 0x5f, 0x69, 0x64, // conn_id
  0xa4, 0x63, 0x6f, 0x64, 0x65, // code
  0xa6, 0x72, 0x65, 0x61, 0x73, 0x6f, 0x6e, // reason
]);

/** Closes a WebSocket. Needs `http + allow_websocket`. */
export function callWsClose(connId: string, code: i32, reason: string): void {
  const call = Exchange.begin(WS_CLOSE, 3);
  call.field().string(connId);
  call.field().i64(code);
  call.field().string(reason);
  call.receive(ws_close(call.send(), call.size));
  call.nothing();
}
