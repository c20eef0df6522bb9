import { describe, expect, test } from "vitest";
import { completeManifest } from "../../../engine/manifest.js";
import { decideAddresses } from "../../../engine/permissions/address.js";
import { denialMessage } from "../../../engine/permissions/decision.js";
import { decideHttp } from "../../../engine/permissions/http.js";

const httpOf = (allowlist: string[], more: object = {}) => {
  const http = { enabled: true, allowlist, ...more };
  return completeManifest({ id: "a", path: "a.wasm", permissions: { http } }).permissions.http;
};

const decide = (allowlist: string[], url: string, more: object = {}) =>
  decideHttp(httpOf(allowlist, more), { url, websocket: /^wss?:/i.test(url) });

const api = "https://api.example.com/**";

const urls: Record<string, [pattern: string, url: string, allowed: boolean][]> = {
  "a URL is matched part by part": [
    [api, "https://api.example.com/", true],
    [api, "https://api.example.com", true],
    [api, "https://api.example.com/v1/items?x=1#part", true],
    [api, "https://api.example.com?x=1", true],
    [api, "http://api.example.com/", false],
    [api, "https://api.example.com:443/", true],
    [api, "https://api.example.com:8443/", false],
    [api, "https://example.com/", false],
    [api, "https://x.api.example.com/", false],
    [api, "https://api.example.com.evil.com/", false],
    [api, "https://evil.com/api.example.com/", false],
    [api, "https://evil.com/?https://api.example.com/", false],
    [api, "https://evil.com/#https://api.example.com/", false],
    [api, "https://evilapi.example.com/", false],
    [api, "https://api-example.com/", false],
    ["https://api.example.com/v1/*", "https://api.example.com/v1/a", true],
    ["https://api.example.com/v1/*", "https://api.example.com/v1/a/b", false],
    ["https://api.example.com/v1/*", "https://api.example.com/v1", false],
    ["https://api.example.com/v1/**", "https://api.example.com/v2/", false],
    ["https://api.example.com/v1", "https://api.example.com/v1", true],
    ["https://api.example.com/v1", "https://api.example.com/v1/", false],
    ["https://api.example.com", "https://api.example.com/", true],
    ["https://api.example.com", "https://api.example.com/v1", false],
    ["https://api.example.com/a?c", "https://api.example.com/abc", true],
    ["https://api.example.com/a?c", "https://api.example.com/a?c", false],
    ["https://api.example.com/[ab]", "https://api.example.com/b", true],
    ["https://api.example.com/{v1,v2}/**", "https://api.example.com/v2/x", true],
    ["https://api.example.com/{v1,v2}/**", "https://api.example.com/v3/x", false],
    ["**", "https://anything.example/x", true],
    ["**", "http://anything.example:8080/x", true],
    ["*://*:*/**", "https://anything.example:1/x", true],
    ["https://**/**", "https://a.b.example/x", true],
    ["https://**/**", "https://a.b.example:8443/x", false],
    ["https://**", "https://a.b.example/x", false],
    ["http*://example.com/**", "https://example.com/x", true],
    ["{http,https}://example.com/**", "http://example.com/x", true],
  ],
  "a wildcard in the host stays in the host": [
    ["https://*.example.com/**", "https://a.example.com/", true],
    ["https://*.example.com/**", "https://a.b.example.com/", true],
    ["https://*.example.com/**", "https://example.com/", false],
    ["https://*.example.com/**", "https://.example.com/", false],
    ["https://*.example.com/**", "https://evilexample.com/", false],
    ["https://*.example.com/**", "https://evil.com/.example.com/", false],
    ["https://*.example.com/**", "https://evil.com:443/.example.com/", false],
    ["https://*.example.com/**", "https://evil.com?.example.com/", false],
    ["https://*.example.com/**", "https://evil.com#.example.com/", false],
    ["https://*.example.com/**", "https://evil.com/x.example.com", false],
    ["https://*/**", "https://evil.com/", true],
    ["https://api.*/**", "https://api.evil.com/", true],
    ["https://api-?.example.com/", "https://api-1.example.com/", true],
    ["https://api-[0-9].example.com/", "https://api-x.example.com/", false],
    ["https://{a,b}.example.com/", "https://b.example.com/", true],
    ["http://example.com:*/**", "http://example.com:8080/", true],
    ["http://example.com:80*/**", "http://example.com:8081/", true],
    ["http://example.com:8080/**", "http://example.com/", false],
    ["http://example.com:80/**", "http://example.com/", true],
    ["http://example.com:{80,443}/**", "http://example.com:443/", true],
  ],
  "one host has one spelling": [
    [api, "HTTPS://API.EXAMPLE.COM/", true],
    ["https://API.Example.COM/**", "https://api.example.com/", true],
    [api, "https://api.example.com./", true],
    ["https://api.example.com./**", "https://api.example.com/", true],
    [api, "https://api.example.com../", false],
    [api, "https://api..example.com/", false],
    [api, "https://%61pi.example.com/", true],
    [api, "https://api%2eexample%2ecom/", true],
    [api, "https://api\u3002example\uff0ecom/", true],
    [api, "https://\uff41pi.example.com/", true],
    [api, "https://\u0430pi.example.com/", false],
    [api, "https://api\u200b.example.com/", true],
    [api, "https://api.example\u2024com/", false],
    [api, "https://api.example.c\u043em/", false],
    ["https://m\u00fcller.de/**", "https://m\u00fcller.de/", true],
    ["https://m\u00fcller.de/**", "https://xn--mller-kva.de/", true],
    ["https://xn--mller-kva.de/**", "https://M\u00dcLLER.de/", true],
    ["https://*.m\u00fcller.de/**", "https://a.m\u00fcller.de/", true],
    ["https://m\u00fcller.de/**", "https://muller.de/", false],
    ["https://stra\u00dfe.de/**", "https://strasse.de/", false],
  ],
  "user names, backslashes and control characters are refused": [
    ["**", "https://user@example.com/", false],
    ["**", "https://user:pass@example.com/", false],
    ["**", "https://@example.com/", false],
    ["**", "https://:@example.com/", false],
    [api, "https://api.example.com@evil.com/", false],
    [api, "https://api.example.com:443@evil.com/", false],
    [api, "https://api.example.com%40evil.com/", false],
    [api, "https://evil.com\\@api.example.com/", false],
    [api, "https://evil.com\\.api.example.com/", false],
    [api, "https:\\\\api.example.com\\", false],
    [api, "https://api.example.com\\..\\evil/", false],
    [api, "ht\ntps://api.example.com/", false],
    [api, "https://api.exa\tmple.com/", false],
    [api, "\nhttps://api.example.com/", false],
    [api, "https://api.example.com/\r\nHost: evil.com", false],
    [api, "https://api.example.com/\0", false],
    [api, "https://api.example.com /", false],
    [api, "https://[api.example.com]/", false],
    [api, "https://api.example.com:99999/", false],
    [api, "https://api.example.com:-1/", false],
    [api, "https://", false],
    [api, "", false],
    [api, "api.example.com", false],
    [api, "//api.example.com/", false],
    ["**", "ftp://example.com/", false],
    ["**", "file:///etc/passwd", false],
    ["**", "data:text/plain,x", false],
    ["**", "javascript:alert(1)", false],
    ["**", "blob:https://example.com/x", false],
  ],
  "a path has one spelling, and hides no step up": [
    ["https://h.example/public/**", "https://h.example/public/a", true],
    ["https://h.example/public/**", "https://h.example/public/../admin", false],
    ["https://h.example/public/**", "https://h.example/public/%2e%2e/admin", false],
    ["https://h.example/public/**", "https://h.example/public/.%2E/admin", false],
    ["https://h.example/public/**", "https://h.example/public/..%2fadmin", false],
    ["https://h.example/public/**", "https://h.example/public/%2e%2e%2fadmin", false],
    ["https://h.example/public/**", "https://h.example/public/..%5cadmin", false],
    ["https://h.example/public/**", "https://h.example/public/%252e%252e/admin", false],
    ["https://h.example/public/**", "https://h.example/public/%25252e%25252e%25252fadmin", false],
    ["https://h.example/public/**", "https://h.example/public/..;/admin", false],
    ["https://h.example/public/**", "https://h.example/public/..;x=1/admin", false],
    ["https://h.example/public/**", "https://h.example/public/a/../b", true],
    ["https://h.example/public/**", "https://h.example/public/...", true],
    ["https://h.example/public/**", "https://h.example/public/a%2Fb", true],
    ["https://h.example/public/*", "https://h.example/public/a%2Fb", true],
    ["https://h.example/public/**", "https://h.example/Public/a", false],
    ["https://h.example/admin", "https://h.example/%61dmin", true],
    ["https://h.example/[!a]*", "https://h.example/%61dmin", false],
    ["https://h.example/[!\u00e9]*", "https://h.example/%c3%a9", false],
    ["https://h.example/\u00e9/**", "https://h.example/%C3%A9/x", true],
    ["https://h.example/%c3%a9/**", "https://h.example/\u00e9/x", true],
    ["https://h.example/a b/*", "https://h.example/a%20b/c", true],
    ["https://h.example/100%25", "https://h.example/100%25", true],
    ["https://h.example/%2a", "https://h.example/*", true],
    ["https://h.example/%2a", "https://h.example/a", false],
    ["https://h.example/**", "https://h.example/%ff", true],
  ],
};

describe.each(Object.entries(urls))("%s", (_, cases) => {
  test.each(cases)("%j with %j: %j", (pattern, url, allowed) => {
    expect(decide([pattern], url).allowed).toBe(allowed);
  });
});

describe("a WebSocket needs allow_websocket and a pattern", () => {
  const ws = { allow_websocket: true };
  test.each<[pattern: string, url: string, more: object, allowed: boolean]>([
    ["wss://feed.example.com/**", "wss://feed.example.com/live", ws, true],
    ["wss://feed.example.com/**", "wss://feed.example.com/live", {}, false],
    ["https://feed.example.com/**", "wss://feed.example.com/live", ws, true],
    ["https://feed.example.com/**", "ws://feed.example.com/live", ws, false],
    ["http://feed.example.com/**", "ws://feed.example.com/live", ws, true],
    ["http://feed.example.com/**", "wss://feed.example.com/live", ws, false],
    ["wss://feed.example.com/**", "https://feed.example.com/live", ws, false],
    ["wss://feed.example.com/**", "wss://other.example.com/", ws, false],
    ["**", "ws://feed.example.com:8080/", ws, true],
    ["**", "ws://feed.example.com:8080/", {}, false],
    ["ws*://feed.example.com/**", "wss://feed.example.com:443/", ws, true],
  ])("%s, %s, %j: %j", (pattern, url, more, allowed) => {
    expect(decide([pattern], url, more).allowed).toBe(allowed);
  });

  test("a request and a WebSocket aren't confused", () => {
    const request = { url: "https://x.example/", websocket: true };
    const decision = decideHttp(httpOf(["**"], ws), request);
    expect(decision).toMatchObject({ reason: "its scheme is https, expected ws or wss" });
    expect(decideHttp(httpOf(["**"], ws), { url: "wss://x.example/" })).toMatchObject({
      reason: "its scheme is wss, expected http or https",
    });
  });
});

describe("a device gets what it should request, in one spelling", () => {
  test.each([
    ["HTTPS://API.example.com:443/a/../b?q=1#x", "https://api.example.com/b?q=1"],
    ["http://2130706433/", "http://127.0.0.1/"],
    ["http://[::FFFF:127.0.0.1]:8080/x y", "http://[::ffff:7f00:1]:8080/x%20y"],
  ])("%s is %s", (url, href) => {
    expect(decide(["**"], url, { allow_private: true })).toMatchObject({ url: { href } });
  });
});

describe("a denial says why, and what would allow it", () => {
  test.each<[allowlist: string[], url: string, more: object, message: string]>([
    [
      [api],
      "https://evil.com/x",
      {},
      'Cannot get it: no pattern of permissions.http.allowlist matches it (https://api.example.com/**). Hint: add "https://evil.com/**" to permissions.http.allowlist',
    ],
    [
      [],
      "http://evil.com:8080/x",
      {},
      'Cannot get it: permissions.http.allowlist is empty. Hint: add "http://evil.com:8080/**" to permissions.http.allowlist',
    ],
    [
      [],
      "https://a.example/",
      { enabled: false },
      'Cannot get it: permissions.http is disabled. Hint: set permissions.http.enabled to true and add "https://a.example/**" to permissions.http.allowlist',
    ],
    [
      [api],
      "https://api.example.com/",
      { enabled: false },
      "Cannot get it: permissions.http is disabled. Hint: set permissions.http.enabled to true",
    ],
    [
      ["**"],
      "wss://a.example/",
      {},
      "Cannot get it: permissions.http.allow_websocket is false. Hint: set permissions.http.allow_websocket to true",
    ],
    [
      [api],
      "wss://a.example/",
      {},
      'Cannot get it: permissions.http.allow_websocket is false. Hint: set permissions.http.allow_websocket to true and add "wss://a.example/**" to permissions.http.allowlist',
    ],
    [
      ["**"],
      "http://127.0.0.1:3000/x",
      {},
      'Cannot get it: it is at 127.0.0.1, a loopback address. Hint: add "http://127.0.0.1:3000/**" to permissions.http.allowlist',
    ],
    [
      ["**"],
      "http://[fd00::1]/x",
      {},
      'Cannot get it: it is at fd00::1, a private address. Hint: add "http://[fd00::1]/**" to permissions.http.allowlist',
    ],
    [
      ["**"],
      "http://169.254.169.254/latest/",
      { allow_private: true },
      "Cannot get it: it is at 169.254.169.254, a metadata address, which is never reachable",
    ],
    [
      ["**"],
      "http://metadata.google.internal/",
      {},
      "Cannot get it: it is a cloud's metadata service",
    ],
    [["**"], "nonsense", {}, "Cannot get it: it is no URL"],
    [["**"], "ftp://x/", {}, "Cannot get it: its scheme is none of http, https, ws, wss"],
    [["**"], "http://a@b/", {}, "Cannot get it: it holds a user name, which belongs into a header"],
    [["**"], "http://a/%2e%2e%2f", {}, 'Cannot get it: its path hides ".."'],
    [["**"], "http://a\\b", {}, "Cannot get it: it holds a backslash"],
    [["**"], "http://a/\n", {}, "Cannot get it: it holds a control character"],
    [["**"], "http://a!b/", {}, 'Cannot get it: "a!b" is neither a host name nor an address'],
  ])("%j, %s", (allowlist, url, more, message) => {
    const decision = decide(allowlist, url, more);
    expect(denialMessage(decision as never, "get it")).toBe(message);
  });

  test.each([
    "https://evil.com/x/y?z",
    "http://evil.com:8080/",
    "http://127.0.0.1:3000/x",
    "http://[fd00::1]:81/x",
    "wss://a.example/",
  ])("and the lines for %s do allow it", (url) => {
    const { lines } = decide([], url) as { lines: readonly { item?: string }[] };
    const items = lines.flatMap(({ item }) => item ?? []);
    expect(decide(items, url, { allow_websocket: true }).allowed).toBe(true);
  });
});

test("an allowed URL names the line that allows it", () => {
  expect(decide(["https://b.example/**", api], "https://api.example.com/x")).toMatchObject({
    reason: 'granted by "https://api.example.com/**" in permissions.http.allowlist',
  });
  expect(decide(["**"], "http://10.0.0.1/", { allow_private: true })).toMatchObject({
    reason: 'granted by "**" in permissions.http.allowlist and permissions.http.allow_private',
  });
});

test("a redirect is a request of its own, and its address too", () => {
  const permission = httpOf([api]);
  expect(decideHttp(permission, { url: "https://api.example.com/a" }).allowed).toBe(true);
  expect(decideHttp(permission, { url: "http://169.254.169.254/" }).allowed).toBe(false);
  const named = decideHttp(permission, { url: "https://api.example.com/b" });
  const target = (named as { target: Parameters<typeof decideAddresses>[0] }).target;
  expect(decideAddresses(target, ["10.0.0.1"]).allowed).toBe(false);
  expect(decideAddresses(target, ["93.184.215.14"])).toMatchObject({
    addresses: ["93.184.215.14"],
  });
});
