// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Exchange } from "../runtime/exchange";
import { writeList } from "../runtime/record-writer";
import { HTTP_HEADER, HttpHeader } from "./http.gen";

// @ts-ignore: decorator
@external("env", "web_send")
declare function web_send(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const WEB_SEND: usize = memory.data<u8>([
  0xa8, 0x77, 0x65, 0x62, 0x5f, 0x73, 0x65, 0x6e, 0x64, // web_send
  0xa0,
  0xa8, 0x65, 0x78, 0x63, 0x68, 0x61, 0x6e, 0x67, 0x65, // exchange
  0xa6, 0x73, 0x74, 0x61, 0x74, 0x75, 0x73, // status
  0xa7, 0x68, 0x65, 0x61, 0x64, 0x65, 0x72, 0x73, // headers
  0xa4, 0x62, 0x6f, 0x64, 0x79, // body
  0xa8, 0x72, 0x65, 0x64, 0x69, 0x72, 0x65, 0x63, 0x74, // redirect
  0xa5, 0x77, 0x72, 0x69, 0x74, 0x65, // write
  0xa3, 0x65, 0x6e, 0x64, // end
]);

/** Answers the HTTP request for which the skill runs: status and headers, then bytes or the end. */
export function callWebSend(
  exchange: string,
  status: i32,
  headers: HttpHeader[],
  body: Uint8Array,
  redirect: string,
  write: Uint8Array,
  end: bool,
): void {
  const call = Exchange.begin(WEB_SEND, 7);
  call.field().string(exchange);
  call.field().i64(status);
  writeList<HttpHeader>(call.field(), headers, HTTP_HEADER);
  call.field().bytes(body);
  call.field().string(redirect);
  call.field().bytes(write);
  call.field().bool(end);
  call.receive(web_send(call.send(), call.size));
  call.nothing();
}
