import type { ClientRequest, IncomingMessage } from "node:http";
import { WebSocket } from "ws";
import type { Channel } from "./channel.js";
import { ChannelError } from "./channel-error.js";
import { type ChannelOptions, createChannel } from "./create-channel.js";
import { CLOSE_MS, MAX_FRAME_BYTES } from "./limits.js";
import type { IdleWatchOptions } from "./ws/idle-watch.js";
import { type WsFrame, WsMedium } from "./ws/ws-medium.js";

const HANDSHAKE_MS = 10_000;

export interface WsChannelOptions extends ChannelOptions, IdleWatchOptions {
  /** Of a message that comes; a larger one closes with 1009. Default: 16 MiB. */
  readonly maxBytes?: number;
}

export interface WsClientOptions extends WsChannelOptions {
  /** Of the handshake. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Offered to the server, which takes one of them. */
  readonly protocols?: readonly string[];
  /** Certificates, as PEM, of whom a server's is trusted. Default: those that Node trusts. */
  readonly ca?: string;
  /** For the handshake. Default: 10 s. */
  readonly timeoutMs?: number;
}

/**
 * Frames over a WebSocket: text messages are strings, binary ones bytes. A `ws` socket must be open,
 * and paused or new. For a URL it connects; rejects with a ChannelError (`unavailable`).
 */
export function wsChannel(webSocket: WebSocket, options?: WsChannelOptions): Channel<WsFrame>;
export function wsChannel(url: string | URL, options?: WsClientOptions): Promise<Channel<WsFrame>>;
export function wsChannel(
  peer: WebSocket | string | URL,
  options: WsClientOptions = {},
): Channel<WsFrame> | Promise<Channel<WsFrame>> {
  if (typeof peer === "string" || peer instanceof URL) return connect(peer, options);
  const { maxBytes = MAX_FRAME_BYTES } = options;
  const open = (events: ConstructorParameters<typeof WsMedium>[1]) =>
    new WsMedium(peer, events, { ...options, maxBytes });
  return createChannel(open, { ...options, carries: "text" });
}

async function connect(url: string | URL, options: WsClientOptions): Promise<Channel<WsFrame>> {
  const { headers = {}, protocols = [], maxBytes = MAX_FRAME_BYTES } = options;
  const action = `connect to "${url}"`;
  const clientOptions = {
    headers,
    maxPayload: maxBytes,
    handshakeTimeout: options.timeoutMs ?? HANDSHAKE_MS,
    perMessageDeflate: false,
    closeTimeout: CLOSE_MS,
    ...(options.ca !== undefined && { ca: options.ca }),
  };
  const webSocket = demand(action, () => new WebSocket(url, [...protocols], clientOptions));
  let refusal: string | undefined;
  webSocket.once("unexpected-response", (_: ClientRequest, { statusCode }: IncomingMessage) => {
    refusal = `the server refused with status ${statusCode}`;
    webSocket.terminate();
  });
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) => {
      const reason = refusal ?? cause.message;
      reject(new ChannelError(`Cannot ${action}: ${reason}`, { code: "unavailable", cause }));
    };
    // In the very event, so that no message is missed.
    webSocket.once("open", () => resolve(wsChannel(webSocket, options))).on("error", fail);
  });
}

/** Addresses that aren't any, and headers that can't be sent. */
function demand(action: string, create: () => WebSocket): WebSocket {
  try {
    return create();
  } catch (cause) {
    const message = `Cannot ${action}: ${(cause as Error).message}`;
    throw new ChannelError(message, { code: "unavailable", cause });
  }
}
