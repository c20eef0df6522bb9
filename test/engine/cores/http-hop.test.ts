import { describe, expect, test } from "vitest";
import { jarOf, type RequestCookie, readHop } from "../../../engine/cores/http-hop.js";

const url = "https://api.example.com:8443/a";
const body = new TextEncoder().encode("{}");
const hop = (name: string, value: string) => ({
  method: "POST",
  url,
  headers: [{ name, value }],
  body,
});

describe("a request", () => {
  test("without a method is a GET, and its method is written in capitals", () => {
    expect(readHop({ method: "", url, headers: [], body }).method).toBe("GET");
    expect(readHop({ method: "patch", url, headers: [], body }).method).toBe("PATCH");
  });

  test("goes without the lines that follow from URL and body", () => {
    const headers = [
      { name: "Host", value: "API.example.com:8443" },
      { name: "content-length", value: " 2 " },
      { name: "X-A", value: "tab\tis fine" },
    ];
    expect(readHop({ method: "POST", url, headers, body }).headers).toEqual([headers[2]]);
  });

  test.each([
    ["GET /x HTTP/1.1", '"GET /x HTTP/1.1" is no method'],
    ["connect", "CONNECT opens a tunnel, which isn't a request"],
  ])("with method %s is refused", (method, message) => {
    expect(() => readHop({ method, url, headers: [], body })).toThrow(new SyntaxError(message));
  });

  test.each([
    ["a b", "c", '"a b" is no header name'],
    ["", "c", '"" is no header name'],
    ["x-a", "b\r\nx-c: d", 'header "x-a" holds a line end'],
    ["x-a", "b\nc", 'header "x-a" holds a line end'],
    ["x-a", "b\0c", 'header "x-a" holds a control character'],
    ["Transfer-Encoding", "chunked", 'header "Transfer-Encoding" is the host\'s to set'],
    ["connection", "close", 'header "connection" is the host\'s to set'],
    ["proxy-authorization", "a", 'header "proxy-authorization" is the host\'s to set'],
    ["Host", "evil.example", 'header "Host" is "evil.example", expected "api.example.com:8443"'],
    ["Content-Length", "3", 'header "Content-Length" is "3", expected "2"'],
  ])("with header %j of %j is refused", (name, value, message) => {
    expect(() => readHop(hop(name, value))).toThrow(new SyntaxError(message));
  });

  test("whose URL is none has no host that a header could name", () => {
    const asked = { ...hop("host", "a"), url: "nowhere" };
    expect(() => readHop(asked)).toThrow(new SyntaxError('header "host" is "a", expected ""'));
  });
});

describe("cookies of a request", () => {
  const cookie = (more: Partial<RequestCookie>): RequestCookie => ({
    ...{ name: "id", value: "1", domain: "", path: "", expires: 0 },
    ...{ secure: false, httponly: false, ...more },
  });
  const sent = (to: string, ...cookies: RequestCookie[]) =>
    jarOf(cookies, url)
      .find(new URL(to), 0)
      .map(({ name, value }) => `${name}=${value}`);

  test("without a domain go to its own host alone, at any path", () => {
    expect(sent("https://api.example.com/b", cookie({}))).toEqual(["id=1"]);
    expect(sent("https://www.api.example.com/b", cookie({}))).toEqual([]);
    expect(sent("https://example.com/b", cookie({}))).toEqual([]);
  });

  test("may expire at a time of 64 bits", () => {
    expect(sent(url, cookie({ expires: 2n ** 40n }))).toEqual(["id=1"]);
  });

  test("of a URL that is none go nowhere", () => {
    expect(jarOf([cookie({})], "nowhere").cookies).toEqual([]);
  });

  test.each([
    [cookie({ name: "a b" }), '"a b" is no cookie name'],
    [cookie({ value: "a; b" }), 'cookie "id" holds a semicolon or control character'],
    [cookie({ value: "a\nb" }), 'cookie "id" holds a semicolon or control character'],
  ])("%j is refused", (given, message) => {
    expect(() => jarOf([given], url)).toThrow(new SyntaxError(message));
  });
});
