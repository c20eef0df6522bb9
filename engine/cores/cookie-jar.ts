import { parseAddress } from "./address.js";
import type { SetCookie } from "./set-cookie.js";

interface Kept extends SetCookie {
  /** Whether it goes to this very host alone. */
  hostOnly: boolean;
}

/** Keeps cookies between requests and gives each to whom it belongs, as RFC 6265 says. */
export class CookieJar {
  private readonly kept = new Map<string, Kept>();

  /** Takes a cookie that an answer from `url` set; not one for a host that isn't its own. */
  store(cookie: SetCookie, { url, nowMs }: { url: URL; nowMs: number }): void {
    const host = hostOf(url);
    const hostOnly = cookie.domain === "" || cookie.domain === host;
    if (!hostOnly && (!cookie.domain.includes(".") || !isBelow(host, cookie.domain))) return;
    const domain = hostOnly ? host : cookie.domain;
    const path = cookie.path || defaultPath(url);
    const key = JSON.stringify([cookie.name, domain, path]);
    if (isOver(cookie, nowMs)) this.kept.delete(key);
    else this.kept.set(key, { ...cookie, domain, path, hostOnly: cookie.domain === "" });
  }

  /** The cookies for a request, those of longer paths first. */
  find(url: URL, nowMs: number): SetCookie[] {
    const host = hostOf(url);
    return [...this.kept.values()]
      .filter((kept) => !isOver(kept, nowMs) && (!kept.secure || url.protocol === "https:"))
      .filter(({ domain, hostOnly }) => host === domain || (!hostOnly && isBelow(host, domain)))
      .filter(({ path }) => coversPath(path, url.pathname))
      .sort((a, b) => b.path.length - a.path.length)
      .map(({ hostOnly: _, ...cookie }) => cookie);
  }

  get cookies(): SetCookie[] {
    return [...this.kept.values()].map(({ hostOnly: _, ...cookie }) => cookie);
  }
}

function isOver({ expires }: SetCookie, nowMs: number): boolean {
  return expires !== 0 && expires * 1000 <= nowMs;
}

function isBelow(host: string, domain: string): boolean {
  return host.endsWith(`.${domain}`) && !parseAddress(host);
}

function coversPath(path: string, requested: string): boolean {
  if (path === requested) return true;
  return requested.startsWith(path.endsWith("/") ? path : `${path}/`);
}

function defaultPath({ pathname }: URL): string {
  return pathname.slice(0, pathname.lastIndexOf("/")) || "/";
}

function hostOf({ hostname }: URL): string {
  return hostname.toLowerCase().replace(/\.$/, "");
}
