import { type Host, hostOf } from "./host.js";
import { decodePath } from "./url-path.js";

export const schemes = ["http", "https", "ws", "wss"] as const;
export type Scheme = (typeof schemes)[number];

export const defaultPorts: Readonly<Record<Scheme, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
};

/** Servers take far less, and patterns are matched against all of it. */
const MAX_CHARACTERS = 65_536;

/** The parts of a URL that patterns are matched on. */
export interface ParsedUrl {
  /** What a device requests: canonical, without fragment. */
  readonly href: string;
  readonly scheme: Scheme;
  readonly host: Host;
  readonly port: number;
  /** With its escapes decoded where they mean the same. */
  readonly path: string;
}

/** Throws a SyntaxError for what isn't a plain http, https, ws or wss URL. */
export function parseUrl(text: string): ParsedUrl {
  if (text.length > MAX_CHARACTERS) {
    throw new SyntaxError(`it is longer than ${MAX_CHARACTERS} characters`);
  }
  // The parser drops these silently, and reads a backslash as a slash.
  if (/\p{Cc}/u.test(text)) throw new SyntaxError("it holds a control character");
  if (/^[^?#]*\\/.test(text)) throw new SyntaxError("it holds a backslash");
  const url = readUrl(text);
  const scheme = schemes.find((each) => `${each}:` === url.protocol);
  if (!scheme) throw new SyntaxError(`its scheme is none of ${schemes.join(", ")}`);
  if (/^[^/?#]*:\/*[^/?#]*@/.test(text) || url.username !== "" || url.password !== "") {
    throw new SyntaxError("it holds a user name, which belongs into a header");
  }
  if (url.hash !== "" || url.href.endsWith("#")) url.hash = "";
  const host = hostOf(url.hostname);
  const port = url.port === "" ? defaultPorts[scheme] : Number(url.port);
  return { href: url.href, scheme, host, port, path: decodePath(url.pathname) };
}

function readUrl(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new SyntaxError("it is no URL");
  }
}
