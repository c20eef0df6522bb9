// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";
import { type HttpHeader, readHttpHeaders } from "./http.gen.js";
import { key } from "./key.js";

const CONN_ID = key("conn_id");
const NO_BYTES = new Uint8Array(0);

/** The host functions of ws: what each is asked and answers. */
export interface WsFunctions {
  /** Opens a WebSocket that delivers events to a callback. */
  ws_connect: { request: WsConnectRequest; answer: WsConnectAnswer };
  /** Sends one message. */
  ws_send: { request: WsSendRequest; answer: void };
  /** Closes a WebSocket. */
  ws_close: { request: WsCloseRequest; answer: void };
}

/** What `ws_connect` is asked. */
export interface WsConnectRequest {
  /** `ws://` or `wss://` URL. */
  url: string;
  /** Header lines of the upgrade request. */
  headers: HttpHeader[];
  /** Most milliseconds to connect; 0 = 30 s. */
  timeout_ms: number | bigint;
  /** Method that gets the connection's events; "" = events are dropped. */
  callback: string;
  /** Whether the peer's certificate goes unchecked. */
  insecure: boolean;
}

export function readWsConnectRequest(r: Reader): WsConnectRequest {
  const start = r.offset;
  let seen = 0;
  const request: WsConnectRequest = {
    url: "",
    headers: [],
    timeout_ms: 0,
    callback: "",
    insecure: false,
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "url":
        request.url = r.string();
        seen |= 1;
        break;
      case "headers":
        request.headers = readHttpHeaders(r);
        break;
      case "timeout_ms":
        request.timeout_ms = r.i64();
        break;
      case "callback":
        request.callback = r.string();
        break;
      case "insecure":
        request.insecure = r.bool();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("url", start);
  return request;
}

/** What `ws_connect` answers. */
export interface WsConnectAnswer {
  /** The connection. */
  conn_id: string;
}

export function writeWsConnectAnswer(w: Writer, answer: WsConnectAnswer): void {
  w.map(1);
  w.raw(CONN_ID);
  w.string(answer.conn_id);
}

/** What `ws_send` is asked. */
export interface WsSendRequest {
  /** The connection. */
  conn_id: string;
  /** The message's bytes. */
  data: Uint8Array;
  /** `text` or `binary`; "" = `text`. */
  message_type: string;
}

export function readWsSendRequest(r: Reader): WsSendRequest {
  const start = r.offset;
  let seen = 0;
  const request: WsSendRequest = { conn_id: "", data: NO_BYTES, message_type: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "conn_id":
        request.conn_id = r.string();
        seen |= 1;
        break;
      case "data":
        request.data = r.bytes();
        break;
      case "message_type":
        request.message_type = r.string();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("conn_id", start);
  return request;
}

/** What `ws_close` is asked. */
export interface WsCloseRequest {
  /** The connection. */
  conn_id: string;
  /** Close code; 0 = 1000. */
  code: number;
  /** Text for the peer. */
  reason: string;
}

export function readWsCloseRequest(r: Reader): WsCloseRequest {
  const start = r.offset;
  let seen = 0;
  const request: WsCloseRequest = { conn_id: "", code: 0, reason: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "conn_id":
        request.conn_id = r.string();
        seen |= 1;
        break;
      case "code":
        request.code = r.i32();
        break;
      case "reason":
        request.reason = r.string();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("conn_id", start);
  return request;
}
