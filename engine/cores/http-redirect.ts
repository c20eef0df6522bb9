import { parseUrl } from "./parse-url.js";

export interface HttpHeaderLine {
  readonly name: string;
  readonly value: string;
}

/** What goes over one hop. */
export interface HttpHop {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly HttpHeaderLine[];
  readonly body: Uint8Array;
}

const redirects = [301, 302, 303, 307, 308];
const secret = ["authorization", "proxy-authorization", "cookie"];

/**
 * The request that follows an answer; undefined when that is no redirect. Secrets don't go to another
 * origin. 303 always, 301 and 302 for POST turn into GET, as browsers do. Throws a SyntaxError for a
 * location that is no URL.
 */
export function followRedirect(
  hop: HttpHop,
  answer: { status: number; location: string | undefined },
): HttpHop | undefined {
  const { status, location } = answer;
  if (!redirects.includes(status) || location === undefined) return undefined;
  const url = parseUrl(location, hop.url);
  if (!url) throw new SyntaxError(`Cannot follow redirect to "${location}": it is no URL`);
  const sameOrigin = url.origin === new URL(hop.url).origin;
  const turns = status === 303 ? hop.method !== "HEAD" : status < 303 && hop.method === "POST";
  const headers = hop.headers.filter(({ name }) => {
    const lower = name.toLowerCase();
    return (sameOrigin || !secret.includes(lower)) && !(turns && lower.startsWith("content-"));
  });
  const body = turns ? new Uint8Array() : hop.body;
  return { method: turns ? "GET" : hop.method, url: url.href, headers, body };
}
