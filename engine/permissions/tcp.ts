import { isMetadataName } from "../cores/address/metadata.js";
import type { Address } from "../cores/address.js";
import { accepts } from "../cores/glob/run.js";
import type { TcpPermission } from "../manifest/model.js";
import { decideAddresses } from "./address.js";
import { compileOnce } from "./compile-once.js";
import { allow, type Decision, deny, denyDisabled, type ManifestLine, refuse } from "./decision.js";
import { type Endpoint, parseEndpoint } from "./endpoint.js";
import { type EndpointPattern, parseEndpointPattern } from "./endpoint-pattern.js";
import { type Host, hostInUrl } from "./host.js";
import { matchesHost } from "./host-pattern.js";
import type { Candidate, NetworkTarget } from "./network-target.js";

const section = "permissions.tcp";
const list = `${section}.allowlist`;
const compile = compileOnce(parseEndpointPattern);

/** The device resolves `target.host.text`, asks decideAddresses, and connects to `target.port`. */
export type EndpointDecision = Decision<{ readonly target: NetworkTarget }>;

/** The first step, before the name is resolved. */
export function decideTcp(permission: TcpPermission, addr: string): EndpointDecision {
  let endpoint: Endpoint;
  try {
    endpoint = parseEndpoint(addr);
  } catch (error) {
    return refuse((error as SyntaxError).message);
  }
  const { host } = endpoint;
  const target = targetOf(permission, endpoint);
  if (isMetadataName(host.text)) return deny("it is a cloud's metadata service");
  const grant = target.candidates.length === 0 ? [grantOf(endpoint, host)] : [];
  if (!permission.enabled) return denyDisabled(section, grant);
  if (grant.length > 0) {
    return deny(`no pattern of ${list} matches it (${permission.allowlist.join(", ")})`, grant);
  }
  if (host.address) {
    const reached = decideAddresses(target, [host.address.text]);
    return reached.allowed ? allow(reached.lines, { target }) : reached;
  }
  return allow(
    target.candidates.slice(0, 1).map(({ line }) => line),
    { target },
  );
}

/** What an empty allowlist reaches. */
const internal: Candidate = { line: { key: `${section}.enabled`, value: true }, host: null };

function targetOf(permission: TcpPermission, endpoint: Endpoint): NetworkTarget {
  const { allowlist, allow_private: allowPrivate } = permission;
  const candidates = compile(allowlist)
    .filter((pattern) => mayMatch(pattern, endpoint))
    .map((pattern) => ({ line: { list, item: pattern.line }, host: pattern.host }));
  return {
    ...endpoint,
    section,
    allowPrivate,
    candidates: allowlist.length === 0 ? [internal] : candidates,
    lineFor: (address: Address) => grantOf(endpoint, { text: address.text, address }),
  };
}

/** A pattern of addresses may match a name once that is resolved. */
function mayMatch({ host: pattern, portGlob }: EndpointPattern, { host, port }: Endpoint): boolean {
  if (!accepts(portGlob, `${port}`)) return false;
  return matchesHost(pattern, host) || (pattern.kind !== "name" && !host.address);
}

function grantOf({ port }: Endpoint, host: Host): ManifestLine {
  return { list, item: `${hostInUrl(host)}:${port}` };
}
