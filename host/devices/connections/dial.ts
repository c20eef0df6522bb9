import type { Socket } from "node:net";
import type { NetworkTarget } from "@luminarys/sdk-as/engine";
import type { NetworkContext } from "../device-context.js";
import { connectSocket, type TlsOptions } from "../network/connect.js";
import type { TimeLimit } from "../network/time-limit.js";

/** The system asks a peer that is silent for so long whether it is still there. */
const KEEP_ALIVE_AFTER_MS = 60_000;

export interface DialRequest {
  /** What decideTcp or decideHttp allowed. */
  readonly target: NetworkTarget;
  /** What was asked, after `Cannot`. */
  readonly action: string;
  readonly tls: TlsOptions | undefined;
}

/** Resolves, checks and connects. Rejects with a HostError, and nothing stays open then. */
export async function dial(
  { target, action, tls }: DialRequest,
  { limit, context }: { limit: TimeLimit; context: Pick<NetworkContext, "egress" | "trusted"> },
): Promise<Socket> {
  const { egress, trusted } = context;
  const { signal } = limit;
  const addresses = await egress.addressesOf({ target, action, signal });
  const socket = await connectSocket({
    target,
    addresses,
    action,
    signal,
    tls: tls && { ...tls, trusted },
  });
  return socket.setKeepAlive(true, KEEP_ALIVE_AFTER_MS);
}
