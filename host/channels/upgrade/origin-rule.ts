import type { IncomingMessage } from "node:http";

/**
 * Whose pages may upgrade: the server's own, and those of the listed origins; `*` is all. What isn't
 * a browser sends no origin.
 */
export function originRule(
  allowedOrigins: readonly string[],
): (request: IncomingMessage) => boolean {
  const listed = new Set(allowedOrigins.map((each) => each.toLowerCase().replace(/\/$/, "")));
  return ({ headers: { origin, host } }) => {
    if (origin === undefined || listed.has("*") || listed.has(origin.toLowerCase())) return true;
    return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
  };
}
