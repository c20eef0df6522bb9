import type { AsyncDevice, Maybe } from "@luminarys/sdk-as/engine";
import type { NetworkContext } from "./device-context.js";
import { TcpDevice, type TcpDeviceOptions } from "./tcp/device.js";

/** Connects one skill to peers over TCP and TLS. `close` ends all that is open. */
export function createTcpDevice(
  context: NetworkContext,
  options: TcpDeviceOptions = {},
): AsyncDevice<"tcp"> & { close(): Maybe<void> } {
  return new TcpDevice(context, options);
}
