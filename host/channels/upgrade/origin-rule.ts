import { parseUrl } from "@luminarys/sdk-as/engine/cores";

/**
 * Whose pages may connect: the server's own, by the Host header of the request, and those of the
 * listed origins; `*` is all.
 */
export function originRule(
  allowedOrigins: readonly string[],
): (origin: string, host: string | null) => boolean {
  const listed = new Set(allowedOrigins.map((each) => each.toLowerCase().replace(/\/$/, "")));
  return (origin, host) => {
    if (listed.has("*") || listed.has(origin.toLowerCase())) return true;
    const own = parseUrl(origin)?.host;
    return own !== undefined && own === host?.toLowerCase();
  };
}
