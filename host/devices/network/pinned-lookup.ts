import { isIP, type LookupFunction } from "node:net";

/**
 * The `lookup` of net, tls, undici and ws that answers with addresses which passed the egress gate,
 * whatever name it is asked: nothing is resolved a second time.
 */
export function pinnedLookup(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (name, { all, family }, callback) => {
    const wanted = familyNumber(family);
    const fitting = found.filter((each) => wanted === 0 || each.family === wanted);
    const [first] = fitting;
    if (!first) {
      const error = Object.assign(new Error(`Cannot resolve "${name}"`), { code: "ENOTFOUND" });
      process.nextTick(callback, error, all ? [] : "");
      return;
    }
    if (all) process.nextTick(callback, null, fitting);
    else process.nextTick(callback, null, first.address, first.family);
  };
}

function familyNumber(family: number | "IPv4" | "IPv6" | undefined): number {
  if (family === "IPv4") return 4;
  return family === "IPv6" ? 6 : (family ?? 0);
}
