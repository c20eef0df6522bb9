// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";
import { Exchange } from "../runtime/exchange";
import { END, OTHER, STRING, readMade } from "../runtime/record";

/** One message of a named socket. */
export class SocketMessage {
  /** The message's bytes. */
  data: Uint8Array = new Uint8Array(0);
  /** `text` or `binary`. */
  message_type: string = "";
}

// @ts-ignore: decorator
@external("env", "websocket_send")
declare function websocket_send(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const WEBSOCKET_SEND: usize = memory.data<u8>([
  0xae, 0x77, 0x65, 0x62, 0x73, 0x6f, 0x63, 0x6b, 0x65, 0x74, 0x5f, 0x73, 0x65, 0x6e,
  0x64, // websocket_send
  0xa4, 0x73, 0x65, 0x6e, 0x74, // sent
  0xa6, 0x73, 0x6f, 0x63, 0x6b, 0x65, 0x74, // socket
  0xa4, 0x64, 0x61, 0x74, 0x61, // data
  0xac, 0x6d, 0x65, 0x73, 0x73, 0x61, 0x67, 0x65, 0x5f, 0x74, 0x79, 0x70, 0x65, // message_type
  0xa3, 0x75, 0x72, 0x6c, // url
]);

/** Sends one message to all connections of a named socket. */
export function callWebsocketSend(
  socket: string,
  data: Uint8Array,
  messageType: string,
  url: string,
): i32 {
  const call = Exchange.begin(WEBSOCKET_SEND, 4);
  call.field().string(socket);
  call.field().bytes(data);
  call.field().string(messageType);
  call.field().string(url);
  call.receive(websocket_send(call.send(), call.size));
  return call.int();
}

// @ts-ignore: decorator
@external("env", "websocket_receive")
declare function websocket_receive(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const WEBSOCKET_RECEIVE: usize = memory.data<u8>([
  0xb1, 0x77, 0x65, 0x62, 0x73, 0x6f, 0x63, 0x6b, 0x65, 0x74, 0x5f, 0x72, 0x65, 0x63, 0x65,
  0x69, 0x76, 0x65, // websocket_receive
  0xa0,
  0xa6, 0x73, 0x6f, 0x63, 0x6b, 0x65, 0x74, // socket
  0xaa, 0x74, 0x69, 0x6d, 0x65, 0x6f, 0x75, 0x74, 0x5f, 0x6d, 0x73, // timeout_ms
  0xa3, 0x75, 0x72, 0x6c, // url
]);

/** Waits for the next message of a named socket. */
export function callWebsocketReceive(socket: string, timeoutMs: i64, url: string): SocketMessage {
  const call = Exchange.begin(WEBSOCKET_RECEIVE, 3);
  call.field().string(socket);
  call.field().i64(timeoutMs);
  call.field().string(url);
  call.receive(websocket_receive(call.send(), call.size));
  return call.endWith<SocketMessage>(readSocketMessage(call));
}

// @ts-ignore: decorator
@lazy
export const SOCKET_MESSAGE: usize = memory.data<u8>([
  OTHER, 0,
  0xa4, 0x64, 0x61, 0x74, 0x61, // data
  STRING, offsetof<SocketMessage>("message_type") as u8,
  0xac, 0x6d, 0x65, 0x73, 0x73, 0x61, 0x67, 0x65, 0x5f, 0x74, 0x79, 0x70, 0x65, // message_type
  END,
]);

export function readSocketMessage(r: Reader): SocketMessage {
  return readMade<SocketMessage>(r, SOCKET_MESSAGE, readSocketMessageOther);
}

function readSocketMessageOther(r: Reader, it: SocketMessage, _kind: u8): void {
  it.data = r.bytes();
}
