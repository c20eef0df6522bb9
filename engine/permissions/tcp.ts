import { isMetadataName } from "../cores/address/metadata.js";
import { accepts } from "../cores/glob/run.js";
import type { TcpPermission } from "../manifest/model.js";
import { decideAddresses } from "./address.js";
import { compileOnce } from "./compile-once.js";
import {
  allow,
  type Decision,
  deny,
  denyDisabled,
  type ManifestLine,
  printKnown,
  refuse,
} from "./decision.js";
import { type Endpoint, parseEndpoint } from "./endpoint.js";
import { parseEndpointPattern } from "./endpoint-pattern.js";
import { type Host, hostInUrl } from "./host.js";
import { type Candidate, candidatesFor, type NetworkTarget } from "./network-target.js";

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
  if (!permission.enabled)
    return denyDisabled(section, [...grant, ...narrowed(permission, endpoint)]);
  if (grant.length > 0) {
    return deny(`no pattern of ${list} matches it${printKnown(permission.allowlist)}`, grant);
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

/** Enabling alone would open every private address: a denial proposes no more than what was asked. */
function narrowed({ allowlist }: TcpPermission, endpoint: Endpoint): ManifestLine[] {
  return allowlist.length === 0 ? [grantOf(endpoint, endpoint.host)] : [];
}

/** What an empty allowlist reaches. */
const internal: Candidate = { line: { key: `${section}.enabled`, value: true }, host: null };

function targetOf(permission: TcpPermission, endpoint: Endpoint): NetworkTarget {
  const { allowlist, allow_private: allowPrivate } = permission;
  const { host, port } = endpoint;
  const fitting = compile(allowlist).filter(({ portGlob }) => accepts(portGlob, `${port}`));
  const candidates = allowlist.length === 0 ? [internal] : candidatesFor(fitting, { host, list });
  const lineFor = (each: Host) => grantOf(endpoint, each);
  return { host, port, section, allowPrivate, candidates, lineFor };
}

function grantOf({ port }: Endpoint, host: Host): ManifestLine {
  return { list, item: `${hostInUrl(host)}:${port}` };
}
