import { decideHttp, demand, type HttpPermission } from "@luminarys/sdk-as/engine";
import { readHandshake } from "@luminarys/sdk-as/engine/cores";
import type { Channel } from "../../channels/channel.js";
import { wsChannel } from "../../channels/ws-channel.js";
import { dial } from "../../devices/connections/dial.js";
import type { NetworkContext } from "../../devices/device-context.js";
import type { TimeLimit } from "../../devices/network/time-limit.js";
import { shakeHands } from "../../devices/ws/handshake.js";
import { Ponger } from "../../devices/ws/ponger.js";
import type { Frame, Remote } from "./link.js";

/** A server that is gone without a word is noticed. */
const LIVENESS = { pingMs: 30_000, idleMs: 60_000 };

export interface Destination {
  readonly url: string;
  readonly permission: HttpPermission;
  readonly network: Pick<NetworkContext, "egress" | "trusted">;
  readonly maxMessageBytes: number;
}

export interface ConnectOptions {
  readonly limit: TimeLimit;
  /** Stands after `Cannot`. */
  readonly action: string;
}

export interface Connected {
  readonly channel: Channel<Frame>;
  readonly remote: Remote;
}

/** Connects to a WebSocket server as a skill does: through the gate. Rejects with a HostError. */
export async function connectOut(
  { url: asked, permission, network, maxMessageBytes }: Destination,
  { limit, action }: ConnectOptions,
): Promise<Connected> {
  const { signal } = limit;
  const { url, target } = demand(decideHttp(permission, { url: asked, websocket: true }), action);
  const tls = url.scheme === "wss" ? { protocols: ["http/1.1"] } : undefined;
  const socket = await dial({ target, action, tls }, { limit, context: network });
  const { remoteAddress: address = "" } = socket;
  const handshake = readHandshake(url.href, []);
  const options = { ...handshake, href: url.href, maxMessageBytes, signal, action };
  const webSocket = await shakeHands(socket, options);
  new Ponger(webSocket);
  const channel = wsChannel(webSocket, { ...LIVENESS, maxBytes: maxMessageBytes });
  webSocket.resume();
  return { channel, remote: { address } };
}
