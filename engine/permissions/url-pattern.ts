import { type Automaton, buildAutomaton } from "../cores/glob/automaton.js";
import { type Part, parseGlob } from "../cores/glob/parse.js";
import { accepts } from "../cores/glob/run.js";
import { authorityParts, type HostPattern, parseHostPattern } from "./host-pattern.js";
import { parsePort } from "./port.js";
import { defaultPorts, type ParsedUrl, type Scheme, schemes } from "./url.js";
import { escapes } from "./url-path.js";

/** A pattern such as `https://*.example.com/v1/**`, matched part by part. */
export interface UrlPattern {
  readonly line: string;
  readonly schemes: readonly Scheme[];
  readonly host: HostPattern;
  /** Null is the scheme's own port. */
  readonly port: Part[] | null;
  readonly path: Part[];
  readonly portGlob: Automaton | null;
  readonly pathGlob: Automaton;
}

/** Throws a SyntaxError. */
export function parseUrlPattern(line: string): UrlPattern {
  try {
    if (line === "**") return pattern(line, { scheme: "*", authority: "*:*", path: "/**" });
    const [, scheme, rest = ""] = /^([^:/?#@]+):\/\/(.+)$/.exec(line) ?? [];
    if (scheme === undefined) throw new SyntaxError('expected "**" or "<scheme>://<host>/<path>"');
    const split = endOfAuthority(rest);
    return pattern(line, {
      scheme,
      authority: rest.slice(0, split),
      path: rest.slice(split) || "/",
    });
  } catch (error) {
    throw new SyntaxError(`Cannot read URL pattern "${line}": ${(error as Error).message}`);
  }
}

/** Whether all but the host matches. */
export function matchesUrl(pattern: UrlPattern, { scheme, port, path }: ParsedUrl): boolean {
  return (
    coversScheme(pattern, scheme) &&
    (pattern.portGlob ? accepts(pattern.portGlob, `${port}`) : port === defaultPorts[scheme]) &&
    accepts(pattern.pathGlob, path)
  );
}

/** A WebSocket begins as a request, so that `https` also covers `wss`; never the other way. */
export function coversScheme({ schemes: covered }: UrlPattern, scheme: Scheme): boolean {
  if (covered.includes(scheme)) return true;
  return (
    (scheme === "ws" && covered.includes("http")) || (scheme === "wss" && covered.includes("https"))
  );
}

interface Pieces {
  scheme: string;
  authority: string;
  path: string;
}

function pattern(line: string, { scheme, authority, path }: Pieces): UrlPattern {
  const schemeGlob = buildAutomaton(authorityParts(scheme.toLowerCase()));
  const covered = schemes.filter((each) => accepts(schemeGlob, each));
  if (covered.length === 0) {
    throw new SyntaxError(`scheme "${scheme}" is none of ${schemes.join(", ")}`);
  }
  if (authority.includes("@")) throw new SyntaxError("it holds a user name");
  const [host, port] = splitPort(authority);
  const portParts = port === null ? null : parsePort(port);
  const pathParts = parsePath(path);
  return {
    line,
    schemes: covered,
    host: parseHostPattern(host),
    port: portParts,
    path: pathParts,
    portGlob: portParts && buildAutomaton(portParts),
    pathGlob: buildAutomaton(pathParts),
  };
}

/** `10.0.0.0/8` and `[fd00::/8]` hold a slash of their own. */
function endOfAuthority(rest: string): number {
  const range = /^(?:\[[^\]]*\]|(?:\d+\.){3}0\/\d{1,2}(?=[:/]|$))[^/]*/.exec(rest);
  const end = range ? range[0].length : rest.indexOf("/");
  return end < 0 ? rest.length : end;
}

function splitPort(authority: string): [host: string, port: string | null] {
  const [, host = "", port] = /^(\[.*\]|[^:]*)(?::(.*))?$/.exec(authority) ?? [];
  if (host === "") throw new SyntaxError("it names no host");
  return [host, port ?? null];
}

/** Escapes are decoded as in URLs; a decoded wildcard stays a plain character. */
function parsePath(path: string): Part[] {
  const decoded = path.replace(escapes, (run) => {
    try {
      const text = decodeURIComponent(run).replace(/[%/\\?#]/g, encodeURIComponent);
      return text.replace(/[*[\]{},!^-]/g, "\\$&");
    } catch {
      return run.toUpperCase();
    }
  });
  return parseGlob(decoded);
}
