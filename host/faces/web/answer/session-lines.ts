import type { HttpHeaderLine } from "@luminarys/sdk-as/engine/cores";
import { SESSION_COOKIE } from "../../../values/session-id.js";

/** The Set-Cookie value that gives a browser its session. */
export function sessionCookie(id: string, { secure }: { secure: boolean }): string {
  const scope = "Path=/; HttpOnly; SameSite=Lax";
  return `${SESSION_COOKIE}=${id}; ${scope}${secure ? "; Secure" : ""}`;
}

/**
 * An answer's header lines with a cookie, if there is one to set. A cache that other people use mustn't
 * hand one person's session to them.
 */
export function withCookie(
  lines: readonly HttpHeaderLine[],
  cookie: string | undefined,
): readonly HttpHeaderLine[] {
  if (cookie === undefined) return lines;
  const caching = lines.filter(({ name }) => name.toLowerCase() === "cache-control");
  const isPrivate = caching.some(({ value }) => /\b(no-store|private)\b/i.test(value));
  const others = isPrivate ? lines : lines.filter((line) => !caching.includes(line));
  return [
    ...others,
    ...(isPrivate ? [] : [{ name: "cache-control", value: "private, no-cache" }]),
    { name: "set-cookie", value: cookie },
  ];
}
