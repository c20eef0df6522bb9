// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Exchange } from "../runtime/exchange";

// @ts-ignore: decorator
@external("env", "tcp_request")
declare function tcp_request(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const TCP_REQUEST: usize = memory.data<u8>([
  0xab, 0x74, 0x63, 0x70, 0x5f, 0x72, 0x65, 0x71, 0x75, 0x65, 0x73, 0x74, // tcp_request
  0xa4, 0x64, 0x61, 0x74, 0x61, // data
  0xa4, 0x61, 0x64, 0x64, 0x72, // addr
  0xa4, 0x64, 0x61, 0x74, 0x61, // data
  0xa3, 0x74, 0x6c, 0x73, // tls
  0xa8, 0x69, 0x6e, 0x73, 0x65, 0x63, 0x75, 0x72, 0x65, // insecure
  0xaa, 0x74, 0x69, 0x6d, 0x65, 0x6f, 0x75, 0x74, 0x5f, 0x6d, 0x73, // timeout_ms
  0xa9, 0x6d, 0x61, 0x78, 0x5f, 0x62, 0x79, 0x74, 0x65, 0x73, // max_bytes
]);

/**
 * Connects, sends bytes and gives what the peer answers until it closes or pauses for 50 ms. Needs
 * `tcp`.
 */
export function callTcpRequest(
  addr: string,
  data: Uint8Array,
  tls: bool,
  insecure: bool,
  timeoutMs: i64,
  maxBytes: i64,
): Uint8Array {
  const call = Exchange.begin(TCP_REQUEST, 6);
  call.field().string(addr);
  call.field().bytes(data);
  call.field().bool(tls);
  call.field().bool(insecure);
  call.field().i64(timeoutMs);
  call.field().i64(maxBytes);
  call.receive(tcp_request(call.send(), call.size));
  return call.blob();
}

// @ts-ignore: decorator
@external("env", "tcp_connect")
declare function tcp_connect(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const TCP_CONNECT: usize = memory.data<u8>([
  0xab, 0x74, 0x63, 0x70, 0x5f, 0x63, 0x6f, 0x6e, 0x6e, 0x65, 0x63, 0x74, // tcp_connect
  0xa7, 0x63, 0x6f, 0x6e, 0x6e, 0x5f, 0x69, 0x64, // conn_id
  0xa4, 0x61, 0x64, 0x64, 0x72, // addr
  0xa8, 0x63, 0x61, 0x6c, 0x6c, 0x62, 0x61, 0x63, 0x6b, // callback
  0xa3, 0x74, 0x6c, 0x73, // tls
  0xa8, 0x69, 0x6e, 0x73, 0x65, 0x63, 0x75, 0x72, 0x65, // insecure
  0xaa, 0x74, 0x69, 0x6d, 0x65, 0x6f, 0x75, 0x74, 0x5f, 0x6d, 0x73, // timeout_ms
  0xab, 0x73, 0x65, 0x72, 0x76, 0x65, 0x72, 0x5f, 0x6e, 0x61, 0x6d, 0x65, // server_name
]);

/** Opens a connection that delivers events to a callback. Needs `tcp`. */
export function callTcpConnect(
  addr: string,
  callback: string,
  tls: bool,
  insecure: bool,
  timeoutMs: i64,
  serverName: string,
): string {
  const call = Exchange.begin(TCP_CONNECT, 5 + i32(serverName.length > 0));
  call.field().string(addr);
  call.field().string(callback);
  call.field().bool(tls);
  call.field().bool(insecure);
  call.field().i64(timeoutMs);
  if (serverName.length > 0) call.field().string(serverName);
  else call.leaveOut();
  call.receive(tcp_connect(call.send(), call.size));
  return call.text();
}

// @ts-ignore: decorator
@external("env", "tcp_set_callback")
declare function tcp_set_callback(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const TCP_SET_CALLBACK: usize = memory.data<u8>([
  0xb0, 0x74, 0x63, 0x70, 0x5f, 0x73, 0x65, 0x74, 0x5f, 0x63, 0x61, 0x6c, 0x6c, 0x62, 0x61,
  0x63, 0x6b, // tcp_set_callback
  0xa0,
  0xa7, 0x63, 0x6f, 0x6e, 0x6e, 0x5f, 0x69, 0x64, // conn_id
  0xa8, 0x63, 0x61, 0x6c, 0x6c, 0x62, 0x61, 0x63, 0x6b, // callback
]);

/** Sends a connection's further events to another method. Needs `tcp`. */
export function callTcpSetCallback(connId: string, callback: string): void {
  const call = Exchange.begin(TCP_SET_CALLBACK, 2);
  call.field().string(connId);
  call.field().string(callback);
  call.receive(tcp_set_callback(call.send(), call.size));
  call.nothing();
}

// @ts-ignore: decorator
@external("env", "tcp_write")
declare function tcp_write(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const TCP_WRITE: usize = memory.data<u8>([
  0xa9, 0x74, 0x63, 0x70, 0x5f, 0x77, 0x72, 0x69, 0x74, 0x65, // tcp_write
  0xa0,
  0xa7, 0x63, 0x6f, 0x6e, 0x6e, 0x5f, 0x69, 0x64, // conn_id
  0xa4, 0x64, 0x61, 0x74, 0x61, // data
]);

/** Sends bytes over a connection. Needs `tcp`. */
export function callTcpWrite(connId: string, data: Uint8Array): void {
  const call = Exchange.begin(TCP_WRITE, 2);
  call.field().string(connId);
  call.field().bytes(data);
  call.receive(tcp_write(call.send(), call.size));
  call.nothing();
}

// @ts-ignore: decorator
@external("env", "tcp_close")
declare function tcp_close(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const TCP_CLOSE: usize = memory.data<u8>([
  0xa9, 0x74, 0x63, 0x70, 0x5f, 0x63, 0x6c, 0x6f, 0x73, 0x65, // tcp_close
  0xa0,
  0xa7, 0x63, 0x6f, 0x6e, 0x6e, 0x5f, 0x69, 0x64, // conn_id
]);

/** Closes a connection; a closed one is no error. Needs `tcp`. */
export function callTcpClose(connId: string): void {
  const call = Exchange.begin(TCP_CLOSE, 1);
  call.field().string(connId);
  call.receive(tcp_close(call.send(), call.size));
  call.nothing();
}
