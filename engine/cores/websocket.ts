import { readHop } from "./http-hop.js";
import type { HttpHeaderLine } from "./http-redirect.js";

const NORMAL_CLOSURE = 1000;
const MAX_REASON_BYTES = 123;

const token = /^[!#$%&'*+.^_`|~\w-]+$/;

/** What a client asks a WebSocket server with. */
export interface Handshake {
  /** Without those that follow from the URL and the protocol itself. */
  readonly headers: readonly HttpHeaderLine[];
  /** From the header Sec-WebSocket-Protocol. */
  readonly protocols: readonly string[];
}

/** Throws a SyntaxError whose message fits behind a colon. */
export function readHandshake(url: string, asked: readonly HttpHeaderLine[]): Handshake {
  const hop = readHop({ method: "GET", url, headers: asked, body: new Uint8Array() });
  const isProtocol = ({ name }: HttpHeaderLine) => /^sec-websocket-protocol$/i.test(name);
  const headers = hop.headers.filter((line) => !isProtocol(line));
  const own = headers.find(({ name }) => /^sec-websocket-/i.test(name));
  if (own) throw new SyntaxError(`header "${own.name}" is the host's to set`);
  const protocols = hop.headers.filter(isProtocol).flatMap(({ value }) => value.split(","));
  return { headers, protocols: checkProtocols(protocols.map((each) => each.trim())) };
}

/** "" is text. Throws a SyntaxError for another type, and for text that isn't UTF-8. */
export function readMessageType(type: string, data: Uint8Array): "text" | "binary" {
  if (type === "binary") return type;
  if (type !== "text" && type !== "") {
    throw new SyntaxError(`message type is "${type}", expected text or binary`);
  }
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    throw new SyntaxError("a text message must be UTF-8");
  }
  return "text";
}

/** 0 is 1000. Throws a SyntaxError for what RFC 6455 keeps from being sent. */
export function readCloseCode(asked: number, reason: string): number {
  const code = asked || NORMAL_CLOSURE;
  const isOwn = code >= 3000 && code <= 4999;
  const isDefined = code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code);
  if (!isOwn && !isDefined) throw new SyntaxError(`${code} is no close code that may be sent`);
  const bytes = new TextEncoder().encode(reason).length;
  if (bytes > MAX_REASON_BYTES) {
    throw new SyntaxError(`the reason has ${bytes} bytes, at most ${MAX_REASON_BYTES} fit`);
  }
  return code;
}

function checkProtocols(protocols: readonly string[]): readonly string[] {
  const wrong = protocols.find((each) => !token.test(each));
  if (wrong !== undefined) throw new SyntaxError(`"${wrong}" is no subprotocol`);
  if (new Set(protocols).size < protocols.length) {
    throw new SyntaxError("a subprotocol is asked for twice");
  }
  return protocols;
}
