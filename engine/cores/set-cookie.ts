/** A cookie as it's set; `domain` and `path` are "" when the header doesn't say. */
export interface SetCookie {
  name: string;
  value: string;
  domain: string;
  path: string;
  /** Unix time in seconds; 0 = when the session ends. */
  expires: number;
  secure: boolean;
  httponly: boolean;
}

/** Before any time that a cookie is asked for, and not 0. */
const LONG_AGO = 1;

/** Reads the value of a Set-Cookie header as RFC 6265 says; undefined when it sets none. */
export function parseSetCookie(header: string, nowMs: number): SetCookie | undefined {
  const [pair = "", ...attributes] = header.split(";");
  const at = pair.indexOf("=");
  const name = pair.slice(0, Math.max(0, at)).trim();
  if (name === "" || /\p{Cc}/u.test(header)) return undefined;
  const cookie: SetCookie = {
    name,
    value: pair.slice(at + 1).trim(),
    domain: "",
    path: "",
    expires: 0,
    secure: false,
    httponly: false,
  };
  const values = new Map(attributes.map(parseAttribute));
  cookie.domain = (values.get("domain") ?? "").replace(/^\./, "").toLowerCase();
  const path = values.get("path") ?? "";
  cookie.path = path.startsWith("/") ? path : "";
  cookie.secure = values.has("secure");
  cookie.httponly = values.has("httponly");
  cookie.expires = expiryOf(values, nowMs);
  return cookie;
}

/** The header that sets a cookie. */
export function printSetCookie(
  cookie: Partial<SetCookie> & { name: string; value: string },
): string {
  const { name, value, domain, path, expires, secure, httponly } = cookie;
  const parts = [`${name}=${value}`];
  if (domain) parts.push(`Domain=${domain}`);
  if (path) parts.push(`Path=${path}`);
  if (expires) parts.push(`Expires=${new Date(expires * 1000).toUTCString()}`);
  if (secure) parts.push("Secure");
  if (httponly) parts.push("HttpOnly");
  return parts.join("; ");
}

function parseAttribute(text: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 0) return [text.trim().toLowerCase(), ""];
  return [text.slice(0, at).trim().toLowerCase(), text.slice(at + 1).trim()];
}

function expiryOf(values: ReadonlyMap<string, string>, nowMs: number): number {
  const maxAge = values.get("max-age");
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) {
    const seconds = Number(maxAge);
    return seconds > 0 ? Math.floor(nowMs / 1000) + seconds : LONG_AGO;
  }
  const date = Date.parse(values.get("expires") ?? "");
  return Number.isNaN(date) ? 0 : Math.max(LONG_AGO, Math.floor(date / 1000));
}
