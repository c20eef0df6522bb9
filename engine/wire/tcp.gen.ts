// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";
import { key } from "./key.js";

const CONN_ID = key("conn_id");
const DATA = key("data");
const NO_BYTES = new Uint8Array(0);

/** The host functions of tcp: what each is asked and answers. */
export interface TcpFunctions {
  /** Connects, sends bytes and gives what the peer answers until it closes or pauses for 50 ms. */
  tcp_request: { request: TcpRequestRequest; answer: TcpRequestAnswer };
  /** Opens a connection that delivers events to a callback. */
  tcp_connect: { request: TcpConnectRequest; answer: TcpConnectAnswer };
  /** Sends a connection's further events to another method. */
  tcp_set_callback: { request: TcpSetCallbackRequest; answer: void };
  /** Sends bytes over a connection. */
  tcp_write: { request: TcpWriteRequest; answer: void };
  /** Closes a connection; a closed one is no error. */
  tcp_close: { request: TcpCloseRequest; answer: void };
}

/** What `tcp_request` is asked. */
export interface TcpRequestRequest {
  /** `host:port`. */
  addr: string;
  /** The bytes to send; empty = nothing is sent. */
  data: Uint8Array;
  /** Whether to speak TLS. */
  tls: boolean;
  /** Whether the peer's certificate goes unchecked. */
  insecure: boolean;
  /** Most milliseconds to connect, send and read; 0 = 30 s. */
  timeout_ms: number | bigint;
  /** Most bytes to read; more are left, without an error; 0 = 1 MB. */
  max_bytes: number | bigint;
}

export function readTcpRequestRequest(r: Reader): TcpRequestRequest {
  const start = r.offset;
  let seen = 0;
  const request: TcpRequestRequest = {
    addr: "",
    data: NO_BYTES,
    tls: false,
    insecure: false,
    timeout_ms: 0,
    max_bytes: 0,
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "addr":
        request.addr = r.string();
        seen |= 1;
        break;
      case "data":
        request.data = r.bytes();
        break;
      case "tls":
        request.tls = r.bool();
        break;
      case "insecure":
        request.insecure = r.bool();
        break;
      case "timeout_ms":
        request.timeout_ms = r.i64();
        break;
      case "max_bytes":
        request.max_bytes = r.i64();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("addr", start);
  return request;
}

/** What `tcp_request` answers. */
export interface TcpRequestAnswer {
  /** The bytes received, which a pause of the peer may have cut off. */
  data: Uint8Array;
}

export function writeTcpRequestAnswer(w: Writer, answer: TcpRequestAnswer): void {
  w.map(1);
  w.raw(DATA);
  w.bytes(answer.data);
}

/** What `tcp_connect` is asked. */
export interface TcpConnectRequest {
  /** `host:port`. */
  addr: string;
  /** Method that gets the connection's events; "" = events are dropped. */
  callback: string;
  /** Whether to speak TLS. */
  tls: boolean;
  /** Whether the peer's certificate goes unchecked. */
  insecure: boolean;
  /** Most milliseconds to connect; 0 = 30 s. */
  timeout_ms: number | bigint;
  /** Name to ask for in TLS; "" = the address's host. */
  server_name: string;
}

export function readTcpConnectRequest(r: Reader): TcpConnectRequest {
  const start = r.offset;
  let seen = 0;
  const request: TcpConnectRequest = {
    addr: "",
    callback: "",
    tls: false,
    insecure: false,
    timeout_ms: 0,
    server_name: "",
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "addr":
        request.addr = r.string();
        seen |= 1;
        break;
      case "callback":
        request.callback = r.string();
        break;
      case "tls":
        request.tls = r.bool();
        break;
      case "insecure":
        request.insecure = r.bool();
        break;
      case "timeout_ms":
        request.timeout_ms = r.i64();
        break;
      case "server_name":
        request.server_name = r.string();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("addr", start);
  return request;
}

/** What `tcp_connect` answers. */
export interface TcpConnectAnswer {
  /** The connection. */
  conn_id: string;
}

export function writeTcpConnectAnswer(w: Writer, answer: TcpConnectAnswer): void {
  w.map(1);
  w.raw(CONN_ID);
  w.string(answer.conn_id);
}

/** What `tcp_set_callback` is asked. */
export interface TcpSetCallbackRequest {
  /** The connection. */
  conn_id: string;
  /** Method that gets the connection's events; "" = events are dropped. */
  callback: string;
}

export function readTcpSetCallbackRequest(r: Reader): TcpSetCallbackRequest {
  const start = r.offset;
  let seen = 0;
  const request: TcpSetCallbackRequest = { conn_id: "", callback: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "conn_id":
        request.conn_id = r.string();
        seen |= 1;
        break;
      case "callback":
        request.callback = r.string();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("conn_id", start);
  return request;
}

/** What `tcp_write` is asked. */
export interface TcpWriteRequest {
  /** The connection. */
  conn_id: string;
  /** The bytes to send. */
  data: Uint8Array;
}

export function readTcpWriteRequest(r: Reader): TcpWriteRequest {
  const start = r.offset;
  let seen = 0;
  const request: TcpWriteRequest = { conn_id: "", data: NO_BYTES };
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
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("conn_id", start);
  return request;
}

/** What `tcp_close` is asked. */
export interface TcpCloseRequest {
  /** The connection. */
  conn_id: string;
}

export function readTcpCloseRequest(r: Reader): TcpCloseRequest {
  const start = r.offset;
  let seen = 0;
  const request: TcpCloseRequest = { conn_id: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "conn_id":
        request.conn_id = r.string();
        seen |= 1;
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("conn_id", start);
  return request;
}
