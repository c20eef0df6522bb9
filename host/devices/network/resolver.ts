import { promises as dns } from "node:dns";
import { HostError } from "@luminarys/sdk-as/engine";
import { networkError } from "./failure.js";

/** Gives all addresses of a name, the preferred first. Rejects with a HostError. */
export type Resolver = (name: string) => Promise<readonly string[]>;

const unknown = new Set(["ENOTFOUND", "ENODATA", "EAI_NONAME", "EAI_NODATA"]);

/** Asks as other programs of the machine do: hosts file first, then name servers. */
export const resolveByNode: Resolver = async (name) => {
  const action = `resolve "${name}"`;
  try {
    const found = await dns.lookup(name, { all: true, verbatim: true });
    return found.map(({ address }) => address);
  } catch (cause) {
    const { code = "" } = cause as NodeJS.ErrnoException;
    if (unknown.has(code)) throw networkError("dns", { action, cause });
    const message = `Cannot ${action}: the name server didn't answer (${code})`;
    throw new HostError(message, { code: "unavailable", cause });
  }
};
