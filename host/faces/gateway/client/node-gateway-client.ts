import type { Channel, JsonObject } from "../../../channels/channel.js";
import { jsonFrames } from "../../../channels/json-frames.js";
import { wsChannel } from "../../../channels/ws-channel.js";
import { GatewayClient as BrowserClient, type GatewayClientOptions } from "./gateway-client.js";

/** A gateway that says nothing for so long is gone: it pings every 30 seconds. */
const IDLE_MS = 75_000;

/** The same for Node, which also notices a gateway that has gone silent. */
export class GatewayClient extends BrowserClient {
  constructor(options: GatewayClientOptions) {
    super({ open: openWebSocket, ...options });
  }
}

async function openWebSocket(url: string | URL): Promise<Channel<JsonObject>> {
  return jsonFrames(await wsChannel(url, { idleMs: IDLE_MS }));
}
