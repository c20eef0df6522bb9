import { networkInterfaces } from "node:os";

/** The machine's own addresses, without zones. */
export function ownAddresses(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return addresses.map(({ address }) => address.split("%")[0] ?? "");
}
