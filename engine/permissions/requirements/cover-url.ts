import type { Part } from "../../cores/glob/parse.js";
import type { HttpPermission } from "../../manifest/model.js";
import {
  allow,
  type Decision,
  deny,
  denyDisabled,
  type ManifestLine,
  printKnown,
} from "../decision.js";
import { defaultPorts, type Scheme } from "../url.js";
import { coversScheme, parseUrlPattern, type UrlPattern } from "../url-pattern.js";
import { coversPlace } from "./cover-host.js";
import { coveringLines } from "./covering-lines.js";

const section = "permissions.http";
const list = `${section}.allowlist`;

export interface UrlRequirement {
  pattern: string;
  kind: "http" | "ws";
}

/** Whether every URL that the pattern matches is granted. */
export function coverUrl(
  permission: Pick<HttpPermission, "enabled" | "allow_websocket" | "allowlist">,
  { pattern, kind }: UrlRequirement,
): Decision {
  const item = completeUrl(pattern);
  const wanted = parseUrlPattern(item);
  const needed = schemesOf(wanted, kind);
  const lines: ManifestLine[] = [];
  if (!permission.allow_websocket && needed.some((scheme) => scheme.startsWith("ws"))) {
    lines.push({ key: `${section}.allow_websocket`, value: true });
  }
  const covering = coveringLines(permission.allowlist.map(parseUrlPattern), {
    covers: (granted) => needed.every((scheme) => coversAt(scheme, { granted, wanted })),
    contains: (outer, inner) =>
      needed.every((scheme) => coversAt(scheme, { granted: [outer], wanted: inner })),
  });
  if (!covering) lines.push({ list, item });
  if (!permission.enabled) return denyDisabled(section, lines);
  if (!covering) {
    return deny(`${list} doesn't cover it${printKnown(permission.allowlist)}`, lines);
  }
  if (lines.length > 0) return deny(`${section}.allow_websocket is false`, lines);
  return allow(
    covering.map(({ line }) => ({ list, item: line })),
    {},
  );
}

/** In a requirement the scheme may be left out, and then is any. */
export function completeUrl(pattern: string): string {
  if (/^\*+$/.test(pattern)) return "**";
  return pattern.includes("://") ? pattern : `*://${pattern}`;
}

/** `http **` asks for no WebSockets, and `ws https://...` for nothing else. */
function schemesOf({ schemes }: UrlPattern, kind: "http" | "ws"): Scheme[] {
  const plain = schemes.filter((scheme) => scheme.startsWith("http"));
  const sockets = schemes.filter((scheme) => scheme.startsWith("ws"));
  if (kind === "http") return plain.length > 0 ? plain : sockets;
  return sockets.length > 0 ? sockets : plain.map((s) => (s === "https" ? "wss" : "ws"));
}

interface Question {
  granted: readonly UrlPattern[];
  wanted: UrlPattern;
}

function coversAt(scheme: Scheme, { granted, wanted }: Question): boolean {
  const place = ({ host, port, path }: UrlPattern) => ({
    host,
    rest: [...(port ?? literal(`${defaultPorts[scheme]}`)), ...path],
  });
  const fitting = granted.filter((pattern) => coversScheme(pattern, scheme));
  return coversPlace(fitting.map(place), place(wanted));
}

/** Ports hold no slash and paths begin with one, so that neither reaches into the other. */
function literal(text: string): Part[] {
  return Array.from(text, (char) => ({ kind: "literal", char }));
}
