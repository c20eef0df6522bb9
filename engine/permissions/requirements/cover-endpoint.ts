import { parseAddressRange, rangeContains } from "../../cores/address.js";
import type { TcpPermission } from "../../manifest/model.js";
import { allow, type Decision, deny, denyDisabled, printKnown } from "../decision.js";
import { type EndpointPattern, parseEndpointPattern } from "../endpoint-pattern.js";
import type { HostPattern } from "../host-pattern.js";
import { coversPlace } from "./cover-host.js";

const section = "permissions.tcp";

/** Whether every `host:port` that the pattern matches is granted. */
export function coverEndpoint({ enabled, allowlist }: TcpPermission, pattern: string): Decision {
  const item = complete(pattern);
  const wanted = parseEndpointPattern(item);
  const line = { list: `${section}.allowlist`, item };
  if (!enabled) return denyDisabled(section, [line]);
  if (allowlist.length === 0) {
    if (isInternal(wanted.host)) return allow([{ key: `${section}.enabled`, value: true }], {});
    return deny(`${section}.allowlist is empty, which reaches private addresses only`, [line]);
  }
  const place = ({ host, port }: EndpointPattern) => ({ host, rest: port });
  const granted = allowlist.map(parseEndpointPattern).map(place);
  if (coversPlace(granted, place(wanted))) return allow([line], {});
  return deny(`${section}.allowlist doesn't cover it${printKnown(allowlist)}`, [line]);
}

/** In a requirement the port may be left out, and then is any. */
function complete(pattern: string): string {
  if (/^\*+$/.test(pattern)) return "**";
  return /:[^:\]]+$/.test(pattern) ? pattern : `${pattern}:*`;
}

const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].flatMap(
  (range) => parseAddressRange(range) ?? [],
);

/** What an empty allowlist is there for. A local name may still turn out to be elsewhere. */
function isInternal(host: HostPattern): boolean {
  if (host.kind === "name") return host.isLocal;
  if (host.kind === "address") return host.address.kind === "private";
  if (host.kind === "octets") return false;
  return privateRanges.some((range) => rangeContains(range, host.range));
}
