import { isMetadataName } from "../cores/address/metadata.js";
import type { HttpPermission } from "../manifest/model.js";
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
import { type Host, hostInUrl } from "./host.js";
import { candidatesFor, type NetworkTarget } from "./network-target.js";
import { defaultPorts, type ParsedUrl, parseUrl } from "./url.js";
import { matchesUrl, parseUrlPattern } from "./url-pattern.js";

const section = "permissions.http";
const list = `${section}.allowlist`;
const compile = compileOnce(parseUrlPattern);

export interface UrlRequest {
  readonly url: string;
  /** Whether a WebSocket is wanted. */
  readonly websocket?: boolean | undefined;
}

/** The device resolves `target.host.text`, asks decideAddresses, and requests `url.href`. */
export type UrlDecision = Decision<{ readonly url: ParsedUrl; readonly target: NetworkTarget }>;

/** The first step, before the name is resolved; asked anew for every redirect. */
export function decideHttp(permission: HttpPermission, request: UrlRequest): UrlDecision {
  let url: ParsedUrl;
  try {
    url = parseUrl(request.url);
  } catch (error) {
    return refuse((error as SyntaxError).message);
  }
  const isSocket = url.scheme.startsWith("ws");
  if (isSocket !== (request.websocket ?? false)) {
    return refuse(
      `its scheme is ${url.scheme}, expected ${isSocket ? "http or https" : "ws or wss"}`,
    );
  }
  return decideParsed(permission, url);
}

function decideParsed(permission: HttpPermission, url: ParsedUrl): UrlDecision {
  const target = targetOf(permission, url);
  const missing: ManifestLine[] = [];
  if (url.scheme.startsWith("ws") && !permission.allow_websocket) {
    missing.push({ key: `${section}.allow_websocket`, value: true });
  }
  if (isMetadataName(url.host.text)) return deny("it is a cloud's metadata service");
  const grant = target.candidates.length === 0 ? [grantOf(url, url.host)] : [];
  if (!permission.enabled) return denyDisabled(section, [...missing, ...grant]);
  if (missing.length > 0)
    return deny(`${section}.allow_websocket is false`, [...missing, ...grant]);
  if (grant.length > 0) return deny(unlisted(permission), grant);
  if (url.host.address) {
    const reached = decideAddresses(target, [url.host.address.text]);
    return reached.allowed ? allow(reached.lines, { url, target }) : reached;
  }
  return allow(
    target.candidates.slice(0, 1).map(({ line }) => line),
    { url, target },
  );
}

function targetOf(permission: HttpPermission, url: ParsedUrl): NetworkTarget {
  return {
    host: url.host,
    port: url.port,
    section,
    allowPrivate: permission.allow_private,
    candidates: candidatesFor(
      compile(permission.allowlist).filter((pattern) => matchesUrl(pattern, url)),
      { host: url.host, list },
    ),
    lineFor: (host) => grantOf(url, host),
  };
}

function grantOf({ scheme, port }: ParsedUrl, host: Host): ManifestLine {
  const suffix = port === defaultPorts[scheme] ? "" : `:${port}`;
  return { list, item: `${scheme}://${hostInUrl(host)}${suffix}/**` };
}

function unlisted({ allowlist }: HttpPermission): string {
  if (allowlist.length === 0) return `${list} is empty`;
  return `no pattern of ${list} matches it${printKnown(allowlist)}`;
}
