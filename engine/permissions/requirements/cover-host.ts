import { rangeContains } from "../../cores/address.js";
import { containsPattern } from "../../cores/glob/contain.js";
import type { Part } from "../../cores/glob/parse.js";
import { type HostPattern, matchesHost } from "../host-pattern.js";

/** A pattern with a host: what it matches beside the host, as a pattern of its own. */
export interface Place {
  readonly host: HostPattern;
  /** Port, and path if any; holds a slash between these. */
  readonly rest: readonly Part[];
}

const slash: Part = { kind: "literal", char: "/" };
/** Stands for the whole of an address or range. */
const whole: Part = { kind: "literal", char: "@" };

/** Whether every host with what follows it is matched by one of `granted`. */
export function coversPlace(granted: readonly Place[], wanted: Place): boolean {
  const { host } = wanted;
  if (host.kind === "name") {
    const named = granted.flatMap(({ host: by, rest }) =>
      by.kind === "name" ? [[...by.parts, slash, ...rest]] : [],
    );
    return containsPattern(named, [...host.parts, slash, ...wanted.rest]);
  }
  const fitting = granted.filter((each) => coversAddresses(each.host, host));
  return containsPattern(
    fitting.map(({ rest }) => [whole, slash, ...rest]),
    [whole, slash, ...wanted.rest],
  );
}

type AddressPattern = Exclude<HostPattern, { kind: "name" }>;

function coversAddresses(by: HostPattern, wanted: AddressPattern): boolean {
  if (wanted.kind === "address") {
    return matchesHost(by, { text: wanted.address.text, address: wanted.address });
  }
  if (wanted.kind === "range") {
    if (by.kind === "range") return rangeContains(by.range, wanted.range);
    return by.kind === "name" && containsPattern([by.parts], [{ kind: "run" }]);
  }
  return (by.kind === "name" || by.kind === "octets") && containsPattern([by.parts], wanted.parts);
}
