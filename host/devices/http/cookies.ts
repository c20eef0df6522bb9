import { CookieJar, MemoryCookieStore } from "tough-cookie";

/** What a skill's jar holds at most; beyond, the oldest give way. */
const MAX_COOKIES = 1000;

/** Of one Set-Cookie line; RFC 6265 asks for no more. */
const MAX_LENGTH = 4096;

export interface CookiePair {
  readonly name: string;
  readonly value: string;
}

/** The cookies of one skill, kept between its requests. */
export class SkillCookies {
  private readonly store = new MemoryCookieStore();
  private readonly jar = new CookieJar(this.store);

  /** Takes what an answer from `url` set, unless it isn't that server's to set. */
  async keep(lines: readonly string[], url: string): Promise<void> {
    for (const line of lines) {
      if (line.length > MAX_LENGTH) continue;
      await this.jar.setCookie(line, url, { ignoreError: true });
    }
    const kept = await this.store.getAllCookies();
    const oldestFirst = kept.toSorted((a, b) => a.creationIndex - b.creationIndex);
    for (const { domain, path, key } of oldestFirst.slice(0, -MAX_COOKIES)) {
      await this.store.removeCookie(domain ?? "", path ?? "/", key);
    }
  }

  async find(url: string): Promise<CookiePair[]> {
    const found = await this.jar.getCookies(url);
    return found.map(({ key, value }) => ({ name: key, value }));
  }
}
