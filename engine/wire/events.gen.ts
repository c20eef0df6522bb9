// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Writer } from "../codec/writer.js";
import { key } from "./key.js";

const BATCH_ID = key("batch_id");
const CALL_CTX = key("call_ctx");
const CLOSE_CODE = key("close_code");
const CLOSE_TEXT = key("close_text");
const CONN_ID = key("conn_id");
const DATA = key("data");
const ERROR = key("error");
const ERROR_KIND = key("error_kind");
const ERROR_MSG = key("error_msg");
const FOUND = key("found");
const ID = key("id");
const INDEX = key("index");
const ITEMS = key("items");
const KEY = key("key");
const MESSAGE_TYPE = key("message_type");
const METHOD = key("method");
const PAYLOAD = key("payload");
const SKILL_ID = key("skill_id");
const SOURCE = key("source");
const TOPIC = key("topic");
const VALUE = key("value");

/** What happened on a TCP connection. */
export interface ConnEvent {
  /** The connection. */
  conn_id: string;
  /** Bytes received. */
  data: Uint8Array;
  /** eof, reset, timeout, tls or io; the connection is then gone. */
  error_kind: string;
  /** What went wrong; without error_kind, that it was connected again. */
  error_msg: string;
}

/** What happened on a WebSocket. */
export interface WsEvent {
  /** The connection. */
  conn_id: string;
  /** The message's bytes. */
  data: Uint8Array;
  /** text, binary or close. */
  message_type: string;
  /** Close code of the peer. */
  close_code: number | bigint;
  /** Close reason of the peer. */
  close_text: string;
  /** eof, reset, timeout, tls or io; the connection is then gone. */
  error_kind: string;
  /** What went wrong. */
  error_msg: string;
}

/** The outcome of one call of a batch. */
export interface BatchItemResult {
  /** The call's number. */
  index: number;
  /** The result, as one MessagePack value. */
  payload: Uint8Array;
  /** Why it failed; "" = it didn't. */
  error: string;
}

/** The outcome of a batch. */
export interface BatchResult {
  /** The batch. */
  batch_id: string;
  /** The outcomes. */
  items: BatchItemResult[];
}

/** The outcome of a call_module command. */
export interface CallResult {
  /** The skill called. */
  skill_id: string;
  /** Its method. */
  method: string;
  /** Text from the command. */
  call_ctx: string;
  /** The result, as MessagePack. */
  payload: Uint8Array;
  /** Why it failed; "" = it didn't. */
  error: string;
}

/** The outcome of a load_kv command. */
export interface KvResult {
  /** The key. */
  key: string;
  /** Whether a value is stored. */
  found: boolean;
  /** The value, as MessagePack; nil when not found. */
  value: Uint8Array;
}

/** A message of a topic that the skill subscribes to. */
export interface BusMessage {
  /** Its topic. */
  topic: string;
  /** Its value, as MessagePack. */
  payload: Uint8Array;
  /** Id of the skill that sent it. */
  source: string;
  /** Id of the message. */
  id: string;
}

export function writeConnEvent(w: Writer, connEvent: ConnEvent): void {
  let count = 1;
  if (connEvent.data.length > 0) count++;
  if (connEvent.error_kind.length > 0) count++;
  if (connEvent.error_msg.length > 0) count++;
  w.map(count);
  w.raw(CONN_ID);
  w.string(connEvent.conn_id);
  if (connEvent.data.length > 0) {
    w.raw(DATA);
    w.bytes(connEvent.data);
  }
  if (connEvent.error_kind.length > 0) {
    w.raw(ERROR_KIND);
    w.string(connEvent.error_kind);
  }
  if (connEvent.error_msg.length > 0) {
    w.raw(ERROR_MSG);
    w.string(connEvent.error_msg);
  }
}

export function writeWsEvent(w: Writer, wsEvent: WsEvent): void {
  let count = 1;
  if (wsEvent.data.length > 0) count++;
  if (wsEvent.message_type.length > 0) count++;
  if (wsEvent.close_code !== 0) count++;
  if (wsEvent.close_text.length > 0) count++;
  if (wsEvent.error_kind.length > 0) count++;
  if (wsEvent.error_msg.length > 0) count++;
  w.map(count);
  w.raw(CONN_ID);
  w.string(wsEvent.conn_id);
  if (wsEvent.data.length > 0) {
    w.raw(DATA);
    w.bytes(wsEvent.data);
  }
  if (wsEvent.message_type.length > 0) {
    w.raw(MESSAGE_TYPE);
    w.string(wsEvent.message_type);
  }
  if (wsEvent.close_code !== 0) {
    w.raw(CLOSE_CODE);
    w.int(wsEvent.close_code);
  }
  if (wsEvent.close_text.length > 0) {
    w.raw(CLOSE_TEXT);
    w.string(wsEvent.close_text);
  }
  if (wsEvent.error_kind.length > 0) {
    w.raw(ERROR_KIND);
    w.string(wsEvent.error_kind);
  }
  if (wsEvent.error_msg.length > 0) {
    w.raw(ERROR_MSG);
    w.string(wsEvent.error_msg);
  }
}

export function writeBatchItemResult(w: Writer, batchItemResult: BatchItemResult): void {
  w.map(3);
  w.raw(INDEX);
  w.int(batchItemResult.index);
  w.raw(PAYLOAD);
  w.bytes(batchItemResult.payload);
  w.raw(ERROR);
  w.string(batchItemResult.error);
}

export function writeBatchItemResults(w: Writer, items: readonly BatchItemResult[]): void {
  w.array(items.length);
  for (const item of items) writeBatchItemResult(w, item);
}

export function writeBatchResult(w: Writer, batchResult: BatchResult): void {
  w.map(2);
  w.raw(BATCH_ID);
  w.string(batchResult.batch_id);
  w.raw(ITEMS);
  writeBatchItemResults(w, batchResult.items);
}

export function writeCallResult(w: Writer, callResult: CallResult): void {
  w.map(5);
  w.raw(SKILL_ID);
  w.string(callResult.skill_id);
  w.raw(METHOD);
  w.string(callResult.method);
  w.raw(CALL_CTX);
  w.string(callResult.call_ctx);
  w.raw(PAYLOAD);
  if (callResult.payload.length > 0) w.raw(callResult.payload);
  else w.nil();
  w.raw(ERROR);
  w.string(callResult.error);
}

export function writeKvResult(w: Writer, kvResult: KvResult): void {
  w.map(3);
  w.raw(KEY);
  w.string(kvResult.key);
  w.raw(FOUND);
  w.bool(kvResult.found);
  w.raw(VALUE);
  if (kvResult.value.length > 0) w.raw(kvResult.value);
  else w.nil();
}

export function writeBusMessage(w: Writer, busMessage: BusMessage): void {
  let count = 3;
  if (busMessage.id.length > 0) count++;
  w.map(count);
  w.raw(TOPIC);
  w.string(busMessage.topic);
  w.raw(PAYLOAD);
  if (busMessage.payload.length > 0) w.raw(busMessage.payload);
  else w.nil();
  w.raw(SOURCE);
  w.string(busMessage.source);
  if (busMessage.id.length > 0) {
    w.raw(ID);
    w.string(busMessage.id);
  }
}
