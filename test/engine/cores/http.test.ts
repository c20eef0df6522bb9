import { describe, expect, test } from "vitest";
import { CookieJar } from "../../../engine/cores/cookie-jar.js";
import { followRedirect } from "../../../engine/cores/http-redirect.js";
import { parseSetCookie, printSetCookie } from "../../../engine/cores/set-cookie.js";

const NOW_MS = Date.UTC(2026, 0, 2);
const none = {
  domain: "",
  path: "",
  expires: 0,
  secure: false,
  httponly: false,
};

describe("Set-Cookie", () => {
  test.each([
    ["a=b", { name: "a", value: "b" }],
    [" a = b=c ; HttpOnly", { name: "a", value: "b=c", httponly: true }],
    ["a=", { name: "a", value: "" }],
    ["a=b; Path=x; Domain=.A.com", { name: "a", value: "b", domain: "a.com" }],
    ["a=b; path=/x; SECURE", { name: "a", value: "b", path: "/x", secure: true }],
    ["a=b; Max-Age=10", { name: "a", value: "b", expires: NOW_MS / 1000 + 10 }],
    ["a=b; Max-Age=0", { name: "a", value: "b", expires: 1 }],
    ["a=b; Max-Age=x", { name: "a", value: "b" }],
    [
      "a=b; Expires=Fri, 02 Jan 2026 00:00:05 GMT",
      { name: "a", value: "b", expires: NOW_MS / 1000 + 5 },
    ],
    ["a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT", { name: "a", value: "b", expires: 1 }],
    [
      "a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=1",
      { name: "a", value: "b", expires: NOW_MS / 1000 + 1 },
    ],
  ])("%s is read", (header, want) => {
    expect(parseSetCookie(header, NOW_MS)).toEqual({ ...none, ...want });
  });

  test.each(["", "=b", "novalue", "a=b\r\nc=d"])("%j sets nothing", (header) => {
    expect(parseSetCookie(header, NOW_MS)).toBeUndefined();
  });

  test("what is printed is read back", () => {
    const cookie = { name: "a", value: "b", domain: "a.com", path: "/x", expires: 1_800_000_000 };
    const whole = { ...cookie, secure: true, httponly: true };
    expect(parseSetCookie(printSetCookie(whole), NOW_MS)).toEqual(whole);
  });
});

describe("the jar", () => {
  const sent = (header: string, from: string, to: string) => {
    const jar = new CookieJar();
    const cookie = parseSetCookie(header, NOW_MS) ?? { ...none, name: "", value: "" };
    jar.store(cookie, { url: new URL(from), nowMs: NOW_MS });
    return jar.find(new URL(to), NOW_MS).length === 1;
  };

  test.each([
    ["a=b", "https://a.com/x/y", "https://a.com/x/z", true],
    ["a=b", "https://a.com/x/y", "https://a.com/", false],
    ["a=b", "https://a.com/", "https://b.a.com/", false],
    ["a=b; Domain=a.com", "https://b.a.com/", "https://c.a.com/", true],
    ["a=b; Domain=a.com", "https://ba.com/", "https://ba.com/", false],
    ["a=b; Domain=b.a.com", "https://a.com/", "https://b.a.com/", false],
    ["a=b; Domain=com", "https://a.com/", "https://a.com/", false],
    ["a=b; Domain=1.1.1.1", "https://1.1.1.1/", "https://1.1.1.1/", true],
    ["a=b; Domain=1.1.1", "https://1.1.1.1/", "https://1.1.1.1/", false],
    ["a=b; Path=/x", "https://a.com/", "https://a.com/xy", false],
    ["a=b; Path=/x", "https://a.com/", "https://a.com/x/y", true],
    ["a=b; Secure", "https://a.com/", "http://a.com/", false],
    ["a=b; Max-Age=0", "https://a.com/", "https://a.com/", false],
    ["a=b", "https://A.com./", "https://a.com/", true],
  ])("%s from %s goes to %s: %s", (header, from, to, want) => {
    expect(sent(header, from, to)).toBe(want);
  });
});

test.each([
  ["https://b.org/", []],
  ["https://a.com:444/", []],
  ["http://a.com/", []],
  ["/other", ["Authorization", "Cookie"]],
])("to %s a redirect takes the secrets %j", (location, want) => {
  const names = ["Authorization", "Cookie", "Accept"];
  const headers = names.map((name) => ({ name, value: "x" }));
  const hop = { method: "GET", url: "https://a.com/", headers, body: new Uint8Array() };
  const next = followRedirect(hop, { status: 302, location });
  expect(next?.headers.map(({ name }) => name)).toEqual([...want, "Accept"]);
});

test("an answer that isn't a redirect, or says nowhere, is the last", () => {
  const hop = { method: "GET", url: "https://a.com/", headers: [], body: new Uint8Array() };
  expect(followRedirect(hop, { status: 200, location: "/x" })).toBeUndefined();
  expect(followRedirect(hop, { status: 302, location: undefined })).toBeUndefined();
  expect(() => followRedirect(hop, { status: 302, location: "http://[" })).toThrow(
    new SyntaxError('Cannot follow redirect to "http://[": it is no URL'),
  );
});

test("a location that is no URL is refused however often it comes", () => {
  const hop = { method: "GET", url: "https://a.com/", headers: [], body: new Uint8Array() };
  const answer = { status: 302, location: "//other.example.c\u00df%80" };
  const refusals = Array.from({ length: 20_000 }, () => {
    try {
      return followRedirect(hop, answer);
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(refusals.filter((each) => each !== "SyntaxError")).toEqual([]);
});
