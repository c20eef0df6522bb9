import { CookieJar } from "./cookie-jar.js";
import type { HttpHop } from "./http-redirect.js";
import { parseUrl } from "./parse-url.js";
import type { SetCookie } from "./set-cookie.js";

/** A cookie of a request; `expires` is a Unix time in seconds. */
export type RequestCookie = Omit<SetCookie, "expires"> & { readonly expires: number | bigint };

const token = /^[!#$%&'*+.^_`|~\w-]+$/;

/** They frame the message or are meant for the next machine, not for the server. */
const forbidden = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * Reads a request as it may be sent, without the header lines that follow from URL and body. Throws a
 * SyntaxError whose message fits behind a colon.
 */
export function readHop(asked: HttpHop): HttpHop {
  const { method, url, body } = asked;
  const verb = (method || "GET").toUpperCase();
  if (!token.test(verb)) throw new SyntaxError(`"${method}" is no method`);
  if (verb === "CONNECT") throw new SyntaxError("CONNECT opens a tunnel, which isn't a request");
  for (const line of asked.headers) checkHeader(line, asked);
  const headers = asked.headers.filter(({ name }) => !/^(host|content-length)$/i.test(name));
  return { method: verb, url, headers, body };
}

/** The cookies of one request: without a domain they go to its own host alone. */
export function jarOf(cookies: readonly RequestCookie[], url: string): CookieJar {
  const jar = new CookieJar();
  for (const cookie of cookies) {
    if (!token.test(cookie.name)) throw new SyntaxError(`"${cookie.name}" is no cookie name`);
    if (/[\p{Cc};]/u.test(cookie.value)) {
      throw new SyntaxError(`cookie "${cookie.name}" holds a semicolon or control character`);
    }
    const kept = { ...cookie, path: cookie.path || "/", expires: Number(cookie.expires) };
    const from = parseUrl(url);
    if (from) jar.store(kept, { url: from, nowMs: 0 });
  }
  return jar;
}

function checkHeader({ name, value }: HttpHop["headers"][number], { url, body }: HttpHop): void {
  const lower = name.toLowerCase();
  if (!token.test(name)) throw new SyntaxError(`"${name}" is no header name`);
  if (/[\r\n]/.test(value)) throw new SyntaxError(`header "${name}" holds a line end`);
  if (/(?!\t)\p{Cc}/u.test(value)) {
    throw new SyntaxError(`header "${name}" holds a control character`);
  }
  if (forbidden.has(lower)) throw new SyntaxError(`header "${name}" is the host's to set`);
  const wanted = lower === "host" ? hostIn(url) : `${body.length}`;
  if (/^(host|content-length)$/.test(lower) && value.trim().toLowerCase() !== wanted) {
    throw new SyntaxError(`header "${name}" is "${value}", expected "${wanted}"`);
  }
}

function hostIn(url: string): string {
  return parseUrl(url)?.host ?? "";
}
