import { parseAddress } from "@luminarys/sdk-as/engine/cores";

/** Whether only programs of this machine reach what listens there. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || parseAddress(host)?.kind === "loopback";
}
