// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";
import { END, I32, I64, OTHER, STRING, readList, readMade } from "../runtime/record";

/** What happened on a TCP connection. */
export class ConnEvent {
  /** The connection. */
  conn_id: string = "";
  /** Bytes received. */
  data: Uint8Array = new Uint8Array(0);
  /** eof, reset, timeout, tls or io; the connection is then gone. */
  error_kind: string = "";
  /** What went wrong; without error_kind, that it was connected again. */
  error_msg: string = "";
}

/** What happened on a WebSocket. */
export class WsEvent {
  /** The connection. */
  conn_id: string = "";
  /** The message's bytes. */
  data: Uint8Array = new Uint8Array(0);
  /** text, binary or close. */
  message_type: string = "";
  /** Close code of the peer. */
  close_code: i64 = 0;
  /** Close reason of the peer. */
  close_text: string = "";
  /** eof, reset, timeout, tls or io; the connection is then gone. */
  error_kind: string = "";
  /** What went wrong. */
  error_msg: string = "";
}

/** The outcome of one call of a batch. */
export class BatchItemResult {
  /** The call's number. */
  index: i32 = 0;
  /** The result, as one MessagePack value. */
  payload: Uint8Array = new Uint8Array(0);
  /** Why it failed; "" = it didn't. */
  error: string = "";
}

/** The outcome of a batch. */
export class BatchResult {
  /** The batch. */
  batch_id: string = "";
  /** The outcomes. */
  items: BatchItemResult[] = [];
}

// @ts-ignore: decorator
@lazy
export const CONN_EVENT: usize = memory.data<u8>([
  STRING, offsetof<ConnEvent>("conn_id") as u8,
  0xa7, 0x63, 0x6f, 0x6e, 0x6e, 0x5f, 0x69, 0x64, // conn_id
  OTHER, 0,
  0xa4, 0x64, 0x61, 0x74, 0x61, // data
  STRING, offsetof<ConnEvent>("error_kind") as u8,
  0xaa, 0x65, 0x72, 0x72, 0x6f, 0x72, 0x5f, 0x6b, 0x69, 0x6e, 0x64, // error_kind
  STRING, offsetof<ConnEvent>("error_msg") as u8,
  0xa9, 0x65, 0x72, 0x72, 0x6f, 0x72, 0x5f, 0x6d, 0x73, 0x67, // error_msg
  END,
]);

/**
 * For entry files: reads the one parameter of a callback.
 * @internal
 */
export function readConnEvent(r: Reader): ConnEvent {
  return readMade<ConnEvent>(r, CONN_EVENT, readConnEventOther);
}

function readConnEventOther(r: Reader, it: ConnEvent, _kind: u8): void {
  it.data = r.bytes();
}

// @ts-ignore: decorator
@lazy
export const WS_EVENT: usize = memory.data<u8>([
  STRING, offsetof<WsEvent>("conn_id") as u8,
  0xa7, 0x63, 0x6f, 0x6e, 0x6e, 0x5f, 0x69, 0x64, // conn_id
  OTHER, 0,
  0xa4, 0x64, 0x61, 0x74, 0x61, // data
  STRING, offsetof<WsEvent>("message_type") as u8,
  0xac, 0x6d, 0x65, 0x73, 0x73, 0x61, 0x67, 0x65, 0x5f, 0x74, 0x79, 0x70, 0x65, // message_type
  I64, offsetof<WsEvent>("close_code") as u8,
  0xaa, 0x63, 0x6c, 0x6f, 0x73, 0x65, 0x5f, 0x63, 0x6f, 0x64, 0x65, // close_code
  STRING, offsetof<WsEvent>("close_text") as u8,
  0xaa, 0x63, 0x6c, 0x6f, 0x73, 0x65, 0x5f, 0x74, 0x65, 0x78, 0x74, // close_text
  STRING, offsetof<WsEvent>("error_kind") as u8,
  0xaa, 0x65, 0x72, 0x72, 0x6f, 0x72, 0x5f, 0x6b, 0x69, 0x6e, 0x64, // error_kind
  STRING, offsetof<WsEvent>("error_msg") as u8,
  0xa9, 0x65, 0x72, 0x72, 0x6f, 0x72, 0x5f, 0x6d, 0x73, 0x67, // error_msg
  END,
]);

/**
 * For entry files: reads the one parameter of a callback.
 * @internal
 */
export function readWsEvent(r: Reader): WsEvent {
  return readMade<WsEvent>(r, WS_EVENT, readWsEventOther);
}

function readWsEventOther(r: Reader, it: WsEvent, _kind: u8): void {
  it.data = r.bytes();
}

// @ts-ignore: decorator
@lazy
export const BATCH_ITEM_RESULT: usize = memory.data<u8>([
  I32, offsetof<BatchItemResult>("index") as u8,
  0xa5, 0x69, 0x6e, 0x64, 0x65, 0x78, // index
  OTHER, 0,
  0xa7, 0x70, 0x61, 0x79, 0x6c, 0x6f, 0x61, 0x64, // payload
  STRING, offsetof<BatchItemResult>("error") as u8,
  0xa5, 0x65, 0x72, 0x72, 0x6f, 0x72, // error
  END,
]);

/**
 * For entry files: reads the one parameter of a callback.
 * @internal
 */
export function readBatchItemResult(r: Reader): BatchItemResult {
  return readMade<BatchItemResult>(r, BATCH_ITEM_RESULT, readBatchItemResultOther);
}

function readBatchItemResultOther(r: Reader, it: BatchItemResult, _kind: u8): void {
  it.payload = r.bytes();
}

// @ts-ignore: decorator
@lazy
export const BATCH_RESULT: usize = memory.data<u8>([
  STRING, offsetof<BatchResult>("batch_id") as u8,
  0xa8, 0x62, 0x61, 0x74, 0x63, 0x68, 0x5f, 0x69, 0x64, // batch_id
  OTHER, 0,
  0xa5, 0x69, 0x74, 0x65, 0x6d, 0x73, // items
  END,
]);

/**
 * For entry files: reads the one parameter of a callback.
 * @internal
 */
export function readBatchResult(r: Reader): BatchResult {
  return readMade<BatchResult>(r, BATCH_RESULT, readBatchResultOther);
}

function readBatchResultOther(r: Reader, it: BatchResult, _kind: u8): void {
  it.items = readList<BatchItemResult>(r, readBatchItemResult);
}
