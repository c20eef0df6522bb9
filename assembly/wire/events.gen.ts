// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";

/** What happened on a TCP connection. */
export class ConnEvent {
  /** The connection. */
  conn_id: string = "";
  /** Bytes received. */
  data: Uint8Array = new Uint8Array(0);
  /** eof, reset, timeout, tls or io; the connection is then gone. */
  error_kind: string = "";
  /** What went wrong. */
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

export function readConnEvent(r: Reader): ConnEvent {
  const connEvent = new ConnEvent();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("conn_id")) connEvent.conn_id = r.string();
    else if (r.is("data")) connEvent.data = r.bytes();
    else if (r.is("error_kind")) connEvent.error_kind = r.string();
    else if (r.is("error_msg")) connEvent.error_msg = r.string();
    else r.skip();
  }
  return connEvent;
}

export function readWsEvent(r: Reader): WsEvent {
  const wsEvent = new WsEvent();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("conn_id")) wsEvent.conn_id = r.string();
    else if (r.is("data")) wsEvent.data = r.bytes();
    else if (r.is("message_type")) wsEvent.message_type = r.string();
    else if (r.is("close_code")) wsEvent.close_code = r.i64();
    else if (r.is("close_text")) wsEvent.close_text = r.string();
    else if (r.is("error_kind")) wsEvent.error_kind = r.string();
    else if (r.is("error_msg")) wsEvent.error_msg = r.string();
    else r.skip();
  }
  return wsEvent;
}

export function readBatchItemResult(r: Reader): BatchItemResult {
  const batchItemResult = new BatchItemResult();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("index")) batchItemResult.index = r.i32();
    else if (r.is("payload")) batchItemResult.payload = r.bytes();
    else if (r.is("error")) batchItemResult.error = r.string();
    else r.skip();
  }
  return batchItemResult;
}

export function readBatchItemResults(r: Reader): BatchItemResult[] {
  const items: BatchItemResult[] = [];
  for (let left = r.array(); left > 0 && !r.failed; left--) items.push(readBatchItemResult(r));
  return items;
}

export function readBatchResult(r: Reader): BatchResult {
  const batchResult = new BatchResult();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("batch_id")) batchResult.batch_id = r.string();
    else if (r.is("items")) batchResult.items = readBatchItemResults(r);
    else r.skip();
  }
  return batchResult;
}
