import { CookieJar } from "../../engine/cores/cookie-jar.js";
import { followRedirect } from "../../engine/cores/http-redirect.js";
import { matchRoute, parseRoutePattern, pathSegments } from "../../engine/cores/route-pattern.js";
import { parseSetCookie } from "../../engine/cores/set-cookie.js";
import { parseManifest } from "../../engine/manifest.js";
import { decideHttp } from "../../engine/permissions/http.js";
import { decideTcp } from "../../engine/permissions/tcp.js";
import { type FuzzTarget, fromText, promise, toText, unlessRefused } from "./fuzz-target.js";

const { http, tcp } = parseManifest(`id: a
path: a.wasm
permissions:
  http: { enabled: true, allowlist: ["https://api.example.com/v1/**"] }
  tcp: { enabled: true, allowlist: ["redis.example.com:6379"] }
`).permissions;

/** A URL of a skill: what is allowed goes to the one host, as the platform's parser sees it. */
export function urlTarget(): FuzzTarget {
  return {
    name: "url",
    corpus: ["https://api.example.com/v1/a?b=c#d", "https://api.example.com/v1/x/../y"].map(
      fromText,
    ),
    words,
    run: (input) => {
      const text = toText(input);
      const decision = decideHttp(http, { url: text });
      if (!decision.allowed) return;
      const { origin, pathname } = new URL(decision.url.href);
      promise(/^https:\/\/api\.example\.com\.?$/.test(origin), "another origin is allowed");
      promise(pathname.startsWith("/v1/"), "another path is allowed");
      promise(!/\/(\.|%2e){2}(\/|$)/i.test(pathname), "a way up is allowed");
    },
  };
}

/** An address of a skill: what is allowed is the one host and port. */
export function endpointTarget(): FuzzTarget {
  return {
    name: "endpoint",
    corpus: ["redis.example.com:6379", "[::1]:6379", "127.0.0.1:6379"].map(fromText),
    words,
    run: (input) => {
      const decision = decideTcp(tcp, toText(input));
      if (!decision.allowed) return;
      const { host, port } = decision.target;
      promise(`${host.text}:${port}` === "redis.example.com:6379", "another host is allowed");
    },
  };
}

/** A Set-Cookie header, kept in a jar: it goes back to nobody but its host. */
export function cookieTarget(): FuzzTarget {
  const url = new URL("https://shop.example.com/a/b");
  const others = [
    "https://example.org/a/b",
    "https://evil-example.com/",
    "https://com/",
    "http://1.2.3.4/",
  ];
  return {
    name: "cookie",
    corpus: [
      "id=a3f; Domain=example.com; Path=/; Max-Age=60; Secure; HttpOnly",
      'n="v"; expires=Wed, 21 Oct 2026 07:28:00 GMT; SameSite=Lax',
    ].map(fromText),
    words: [...words, ...cookieWords],
    run: (input) => {
      const cookie = parseSetCookie(toText(input), 0);
      if (cookie === undefined) return;
      promise(Number.isFinite(cookie.expires), "it expires at no time");
      const jar = new CookieJar();
      jar.store(cookie, { url, nowMs: 0 });
      const leaks = others.filter((other) => jar.find(new URL(other), 0).length > 0);
      promise(leaks.length === 0, `it goes to ${leaks[0]}`);
    },
  };
}

/** A Location header: a request, or a SyntaxError; secrets stay with their origin. */
export function redirectTarget(): FuzzTarget {
  const headers = [{ name: "Authorization", value: "secret" }];
  const hop = {
    method: "GET",
    url: "https://api.example.com/v1/a",
    headers,
    body: new Uint8Array(),
  };
  return {
    name: "redirect",
    corpus: ["/v2/b", "//other.example.com/", "https://api.example.com/x", "?q"].map(fromText),
    words,
    run: (input) => {
      const answer = { status: 302, location: toText(input) };
      const next = unlessRefused(() => followRedirect(hop, answer), SyntaxError);
      if (next === undefined) return;
      const stays = new URL(next.url).origin === "https://api.example.com";
      promise(stays || next.headers.length === 0, "another origin gets the secret");
    },
  };
}

/** A route, and a path on the next line: parameters or none, or a SyntaxError. */
export function routeTarget(): FuzzTarget {
  return {
    name: "route",
    corpus: ["/notes/:id\n/notes/1", "/a/:b/c/:d/\n/a/1/c/%20/", "/\n/"].map(fromText),
    words: [...words, ":id", ":", "/:", "*", "(", "?"],
    run: (input) => {
      const [pattern = "", path = ""] = toText(input).split("\n");
      const route = unlessRefused(() => parseRoutePattern(pattern), SyntaxError);
      if (route !== undefined) matchRoute(route, pathSegments(path));
    },
  };
}

const words = [
  ...[
    "https://",
    "http://",
    "wss://",
    "file:///",
    "//",
    "/",
    "\\",
    "@",
    ":",
    ":443",
    ":6379",
    "#",
    "?",
  ],
  ...[
    "api.example.com",
    "redis.example.com",
    ".",
    "..",
    "%2e%2e",
    "%2f",
    "%5c",
    "%00",
    "/v1/",
    "/../",
  ],
  ...[
    "127.0.0.1",
    "0x7f.1",
    "2130706433",
    "[::1]",
    "[::ffff:7f00:1]",
    "169.254.169.254",
    "localhost",
  ],
  ...["\t", "\r\n", "\n", " ", "\0", "ａ", "。", "ß", "xn--", "\u00ad", "😀", "%", "%e0%80"],
];
const cookieWords = [
  ";",
  "=",
  "Domain=",
  "Path=",
  "Max-Age=",
  "-1",
  "9e99",
  "Expires=",
  "com",
  ".",
  ",",
];
