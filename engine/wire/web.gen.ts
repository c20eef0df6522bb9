// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Reader } from "../codec/reader.js";
import { type HttpHeader, readHttpHeaders } from "./http.gen.js";

const NO_BYTES = new Uint8Array(0);

/** The host functions of web: what each is asked and answers. */
export interface WebFunctions {
  /**
   * Answers the HTTP request for which the skill runs: status and headers, then bytes or the end.
   */
  web_send: { request: WebSendRequest; answer: void };
}

/** What `web_send` is asked. */
export interface WebSendRequest {
  /** The request's exchange; "" = the one that the call belongs to. */
  exchange: string;
  /** Status code; 0 = 200, or 302 with `redirect`. */
  status: number;
  /** Header lines, in order. */
  headers: HttpHeader[];
  /** The whole body; ends the answer; empty = none. */
  body: Uint8Array;
  /** Where to send the client; ends the answer; "" = nowhere. */
  redirect: string;
  /** Bytes that go to the client at once; empty = none. */
  write: Uint8Array;
  /** Whether the answer ends here. */
  end: boolean;
}

export function readWebSendRequest(r: Reader): WebSendRequest {
  const request: WebSendRequest = {
    exchange: "",
    status: 0,
    headers: [],
    body: NO_BYTES,
    redirect: "",
    write: NO_BYTES,
    end: false,
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "exchange":
        request.exchange = r.string();
        break;
      case "status":
        request.status = r.i32();
        break;
      case "headers":
        request.headers = readHttpHeaders(r);
        break;
      case "body":
        request.body = r.bytes();
        break;
      case "redirect":
        request.redirect = r.string();
        break;
      case "write":
        request.write = r.bytes();
        break;
      case "end":
        request.end = r.bool();
        break;
      default:
        r.skip();
    }
  }
  return request;
}
