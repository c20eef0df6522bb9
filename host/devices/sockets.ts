import { type AsyncDevice, HostError } from "@luminarys/sdk-as/engine";
import type { NetworkContext } from "./device-context.js";

/** Whoever serves named sockets, if anybody does. */
export interface SocketsContext {
  readonly sockets?: (network: NetworkContext) => AsyncDevice<"sockets">;
}

/** Hands on to whoever serves named sockets now. Throws a HostError when nobody does. */
export function createSocketsDevice(
  network: NetworkContext,
  served: () => SocketsContext,
): AsyncDevice<"sockets"> {
  const device = (socket: string): AsyncDevice<"sockets"> => {
    const { sockets } = served();
    if (sockets) return sockets(network);
    const message = `Cannot use socket "${socket}": this host serves no named sockets`;
    throw new HostError(message, { code: "unavailable" });
  };
  return {
    websocket_send: (request, call) => device(request.socket).websocket_send(request, call),
    websocket_receive: (request, call) => device(request.socket).websocket_receive(request, call),
  };
}
