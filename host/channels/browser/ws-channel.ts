import type { Channel } from "../channel.js";
import { ChannelError } from "../channel-error.js";
import { type ChannelOptions, createChannel } from "../create-channel.js";
import { BrowserMedium } from "./browser-medium.js";
import type { WebSocketConstructor } from "./web-socket-like.js";

export interface BrowserWsOptions extends ChannelOptions {
  /** Offered to the server, which takes one of them. */
  readonly protocols?: readonly string[];
  /** Default: the global one. */
  readonly WebSocket?: WebSocketConstructor;
}

/**
 * Connects to a WebSocket server as a page does: text messages are strings, binary ones bytes. A page
 * can't send headers, and closes with 1000 or codes from 3000 only. Rejects with a ChannelError
 * (`unavailable`); browsers don't tell why.
 */
export function wsChannel(
  url: string | URL,
  { protocols = [], WebSocket = globalThis.WebSocket, onError }: BrowserWsOptions = {},
): Promise<Channel<string | Uint8Array>> {
  return new Promise((resolve, reject) => {
    const refuse = (cause?: unknown) => {
      const message = `Cannot connect to "${url}"`;
      reject(new ChannelError(message, { code: "unavailable", cause }));
    };
    try {
      const webSocket = new WebSocket(url, [...protocols]);
      webSocket.addEventListener("error", () => refuse());
      // In the very event, so that no message is missed.
      webSocket.addEventListener("open", () => {
        const options = { carries: "text" as const, ...(onError && { onError }) };
        resolve(createChannel((events) => new BrowserMedium(webSocket, events), options));
      });
    } catch (cause) {
      refuse(cause);
    }
  });
}
