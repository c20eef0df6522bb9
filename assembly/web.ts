import { Status, statusOfCall } from "./result";
import { quietly } from "./runtime/failure";
import { utf8 } from "./text";
import { HttpHeader } from "./wire/http.gen";
import { callWebSend } from "./wire/web.gen";

/**
 * What goes to the client, in this order: status, headers, write, then one of body, redirect and end.
 */
export class WebSendOptions {
  /** Of which request, as `WebRequest` has it; "" = the one that the skill runs for. */
  exchange: string = "";
  /** Only before the first byte; 0 = 200, or 302 with `redirect`. */
  status: i32 = 0;
  /** Only before the first byte. Without a Content-Type it is text/html; charset=utf-8. */
  headers: HttpHeader[] = [];
  /** The whole body as text, which may be empty; ends the answer. */
  body: string | null = null;
  /** The same as bytes. */
  bodyBytes: Uint8Array | null = null;
  /** Where to send the client; ends the answer. */
  redirect: string = "";
  /** Text that reaches the client at once; the answer goes on. */
  write: string | null = null;
  /** The same as bytes. */
  writeBytes: Uint8Array | null = null;
  /** Ends the answer. */
  end: bool = false;
}

/**
 * Answers the HTTP request that the skill runs for. Fails with code `closed` once the answer has
 * ended or the client has left. Needs skill-host. Throws when it fails.
 * Permission: none.
 */
export function webSend(options: WebSendOptions): void {
  const both = givenTwice(options);
  if (both.length > 0) throw new Error(both);
  sendAll(options);
}

/** Answers to HTTP requests. Needs skill-host. */
export namespace web {
  /**
   * Answers the HTTP request that the skill runs for. Fails with code `closed` once the answer has
   * ended or the client has left, and with `invalid` when text and bytes are both given.
   * Permission: none.
   */
  export function send(options: WebSendOptions): Status {
    const both = givenTwice(options);
    if (both.length > 0) return new Status(both, "invalid");
    quietly();
    sendAll(options);
    return statusOfCall();
  }

  /**
   * Text that reaches the client at once, such as a server-sent event.
   * Permission: none.
   */
  export function write(text: string, exchange: string = ""): Status {
    return send({ write: text, exchange });
  }

  /**
   * Ends the answer.
   * Permission: none.
   */
  export function end(exchange: string = ""): Status {
    return send({ end: true, exchange });
  }

  /**
   * Sends the client elsewhere, with 302 unless another 3xx status was set; ends the answer.
   * Permission: none.
   */
  export function redirect(url: string, exchange: string = ""): Status {
    return send({ redirect: url, exchange });
  }
}

function givenTwice(options: WebSendOptions): string {
  if (options.body !== null && options.bodyBytes !== null)
    return "Cannot send: body and bodyBytes are given";
  if (options.write !== null && options.writeBytes !== null)
    return "Cannot send: write and writeBytes are given";
  return "";
}

/** Empty bytes mean on the wire that none are given; an empty body still ends the answer. */
function sendAll(options: WebSendOptions): void {
  const body = bytesOf(options.body, options.bodyBytes);
  const isGiven = options.body !== null || options.bodyBytes !== null;
  callWebSend(
    options.exchange,
    options.status,
    options.headers,
    body,
    options.redirect,
    bytesOf(options.write, options.writeBytes),
    options.end || (isGiven && body.length == 0),
  );
}

function bytesOf(text: string | null, bytes: Uint8Array | null): Uint8Array {
  if (bytes !== null) return bytes;
  return text === null ? new Uint8Array(0) : utf8(text);
}
