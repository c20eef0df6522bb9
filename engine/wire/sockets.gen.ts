// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";
import { key } from "./key.js";

const DATA = key("data");
const MESSAGE_TYPE = key("message_type");
const NO_BYTES = new Uint8Array(0);
const SENT = key("sent");

/** The host functions of sockets: what each is asked and answers. */
export interface SocketsFunctions {
  /** Sends one message to all connections of a named socket. */
  websocket_send: { request: WebsocketSendRequest; answer: WebsocketSendAnswer };
  /** Waits for the next message of a named socket. */
  websocket_receive: { request: WebsocketReceiveRequest; answer: SocketMessage };
}

/** One message of a named socket. */
export interface SocketMessage {
  /** The message's bytes. */
  data: Uint8Array;
  /** `text` or `binary`. */
  message_type: string;
}

/** What `websocket_send` is asked. */
export interface WebsocketSendRequest {
  /** The socket's name. */
  socket: string;
  /** The message's bytes. */
  data: Uint8Array;
  /** `text` or `binary`; "" = `text`. */
  message_type: string;
  /** `ws://` or `wss://` URL that an unknown name is connected to; "" = the name must be known. */
  url: string;
}

export function readWebsocketSendRequest(r: Reader): WebsocketSendRequest {
  const start = r.offset;
  let seen = 0;
  const request: WebsocketSendRequest = { socket: "", data: NO_BYTES, message_type: "", url: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "socket":
        request.socket = r.string();
        seen |= 1;
        break;
      case "data":
        request.data = r.bytes();
        break;
      case "message_type":
        request.message_type = r.string();
        break;
      case "url":
        request.url = r.string();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("socket", start);
  return request;
}

/** What `websocket_send` answers. */
export interface WebsocketSendAnswer {
  /** How many connections it went to. */
  sent: number;
}

export function writeWebsocketSendAnswer(w: Writer, answer: WebsocketSendAnswer): void {
  w.map(1);
  w.raw(SENT);
  w.int(answer.sent);
}

/** What `websocket_receive` is asked. */
export interface WebsocketReceiveRequest {
  /** The socket's name. */
  socket: string;
  /** Most milliseconds to wait; 0 = 30 s. */
  timeout_ms: number | bigint;
  /** `ws://` or `wss://` URL that an unknown name is connected to; "" = the name must be known. */
  url: string;
}

export function readWebsocketReceiveRequest(r: Reader): WebsocketReceiveRequest {
  const start = r.offset;
  let seen = 0;
  const request: WebsocketReceiveRequest = { socket: "", timeout_ms: 0, url: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "socket":
        request.socket = r.string();
        seen |= 1;
        break;
      case "timeout_ms":
        request.timeout_ms = r.i64();
        break;
      case "url":
        request.url = r.string();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("socket", start);
  return request;
}

export function writeSocketMessage(w: Writer, socketMessage: SocketMessage): void {
  w.map(2);
  w.raw(DATA);
  w.bytes(socketMessage.data);
  w.raw(MESSAGE_TYPE);
  w.string(socketMessage.message_type);
}
