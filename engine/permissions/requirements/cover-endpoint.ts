import { parseAddressRange, rangeContains } from "../../cores/address.js";
import { patternsOverlap } from "../../cores/glob/overlap.js";
import { parseGlob } from "../../cores/glob/parse.js";
import type { TcpPermission } from "../../manifest/model.js";
import { allow, type Decision, deny, denyDisabled, printKnown } from "../decision.js";
import { type EndpointPattern, parseEndpointPattern } from "../endpoint-pattern.js";
import type { HostPattern } from "../host-pattern.js";
import { coversPlace } from "./cover-host.js";
import { coveringLines } from "./covering-lines.js";

const section = "permissions.tcp";
const list = `${section}.allowlist`;

/** Whether every `host:port` that the pattern matches is granted. */
export function coverEndpoint(
  { enabled, allowlist }: Pick<TcpPermission, "enabled" | "allowlist">,
  pattern: string,
): Decision {
  const item = completeEndpoint(pattern);
  const wanted = parseEndpointPattern(item);
  const line = { list, item };
  if (!enabled) return denyDisabled(section, [line]);
  if (allowlist.length === 0) {
    if (isInternal(wanted.host)) return allow([{ key: `${section}.enabled`, value: true }], {});
    return deny(`${list} is empty, which reaches private addresses only`, [line]);
  }
  const place = ({ host, port }: EndpointPattern) => ({ host, rest: port });
  const covering = coveringLines(allowlist.map(parseEndpointPattern), {
    covers: (granted) => coversPlace(granted.map(place), place(wanted)),
    contains: (outer, inner) => coversPlace([place(outer)], place(inner)),
  });
  if (covering) {
    return allow(
      covering.map((each) => ({ list, item: each.line })),
      {},
    );
  }
  return deny(`${list} doesn't cover it${printKnown(allowlist)}`, [line]);
}

/** In a requirement the port may be left out, and then is any. */
export function completeEndpoint(pattern: string): string {
  if (/^\*+$/.test(pattern)) return "**";
  return /:[^:\]]+$/.test(pattern) ? pattern : `${pattern}:*`;
}

const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].flatMap(
  (range) => parseAddressRange(range) ?? [],
);

const loopbackNames = parseGlob("{,*.}localhost");

/** What an empty allowlist is there for. A local name may still turn out to be elsewhere. */
function isInternal(host: HostPattern): boolean {
  if (host.kind === "name") return host.isLocal && !patternsOverlap(host.parts, loopbackNames);
  if (host.kind === "address") return host.address.kind === "private";
  if (host.kind === "octets") return false;
  return privateRanges.some((range) => rangeContains(range, host.range));
}
