import { ManualClock } from "@luminarys/sdk-as/engine";
import { onTestFinished } from "vitest";
import type { Channel, JsonObject } from "../../../channels/channel.js";
import { memoryPair } from "../../../channels/memory-pair.js";
import {
  GatewayClient,
  type GatewayClientOptions,
} from "../../../faces/gateway/client/gateway-client.js";
import type { GatewayFace } from "../../../faces/gateway/gateway-face.js";
import type { EventFrame } from "../../../faces/gateway/protocol.js";
import { openWorld, secretOf, type World, type WorldOptions } from "./gateway-world.js";

export interface ClientWorld extends World {
  readonly client: GatewayClient;
  readonly states: string[];
  readonly events: EventFrame[];
  /** Of the client alone. */
  readonly timers: ManualClock;
  /** How long the client waited each time. */
  readonly waits: number[];
  /** Whether the gateway can be reached, whether it hears, and which one it is. */
  readonly net: { isUp: boolean; isDeaf: boolean; tries: number; face: GatewayFace };
  /** Ends the client's connection. */
  lose(): Promise<void>;
}

/** A gateway and a client of it in memory, whose time and chance the test has in hand. */
export function openClient(
  options: Partial<GatewayClientOptions> = {},
  worldOptions: WorldOptions = {},
): ClientWorld {
  const world = openWorld(worldOptions);
  const timers = new ManualClock(0);
  const states: string[] = [];
  const events: EventFrame[] = [];
  const waits: number[] = [];
  const net = { isUp: true, isDeaf: false, tries: 0, face: world.face };
  let far: Channel<JsonObject> | undefined;
  const client = new GatewayClient({
    url: "ws://gateway.test/ws",
    userId: "ann",
    token: secretOf("team"),
    onState: (state, reason) => {
      states.push(reason === undefined ? state : `${state}: ${reason}`);
    },
    onEvent: (event) => void events.push(event),
    open: async () => {
      net.tries++;
      if (!net.isUp) throw new Error("no route");
      const [near, there] = memoryPair<JsonObject>();
      far = there;
      net.face.accept(there);
      return muffled(near, () => net.isDeaf);
    },
    random: () => 0,
    heartbeatMs: 0,
    setTimer: (delayMs, run) => {
      waits.push(delayMs);
      return timers.setTimer(delayMs, run);
    },
    ...options,
  });
  onTestFinished(() => client.close());
  const lose = async () => far?.close("the network went away");
  return { ...world, client, states, events, timers, waits, net, lose };
}

/** What is sent gets lost while nobody hears it. */
function muffled(near: Channel<JsonObject>, isDeaf: () => boolean): Channel<JsonObject> {
  return {
    get closed() {
      return near.closed;
    },
    send: async (frame) => {
      if (!isDeaf()) await near.send(frame);
    },
    onFrame: (handler) => near.onFrame(handler),
    onClose: (handler) => near.onClose(handler),
    close: (reason, code) => near.close(reason, code),
  };
}
