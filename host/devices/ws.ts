import type { AsyncDevice, Maybe } from "@luminarys/sdk-as/engine";
import type { NetworkContext } from "./device-context.js";
import { WsDevice } from "./ws/device.js";

/** Connects one skill to WebSocket servers. `close` ends all that is open. */
export function createWsDevice(
  context: NetworkContext,
): AsyncDevice<"ws"> & { close(): Maybe<void> } {
  return new WsDevice(context);
}
