import { networkInterfaces } from "node:os";

/** The machine's own addresses, at which a host that listens everywhere is reached. */
export function interfaceAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((each) =>
    (each ?? []).map(({ address }) => address),
  );
}
