import { beforeEach, describe, expect, test } from "vitest";
import type { HttpRequestRequest } from "../../../engine/wire/http.gen.js";
import { createDns } from "../../../testing/devices/dns.js";
import type { HttpMatch } from "../../../testing/devices/http/match.js";
import type { HttpReply } from "../../../testing/devices/http/reply.js";
import { createHttp, type HttpFake } from "../../../testing/devices/http.js";
import type { Destination } from "../../../testing/devices/surroundings.js";
import { call, failureOf, START_MS, surroundingsOf, text } from "./surroundings.js";

const URL_A = "https://api.example.com/items";

let surroundings = surroundingsOf();
let http: HttpFake;

beforeEach(() => {
  surroundings = surroundingsOf();
  http = createHttp({ surroundings, resolve: createDns().resolve });
});

const get = (url: string, limits: { timeout_ms?: number; max_bytes?: number } = {}) =>
  http.device.http_get({ url, timeout_ms: 0, max_bytes: 0, ...limits }, call);

const request = (rest: Partial<HttpRequestRequest>) =>
  http.device.http_request(
    {
      method: "",
      url: URL_A,
      body: new Uint8Array(),
      headers: [],
      cookies: [],
      timeout_ms: 0,
      max_bytes: 0,
      follow_redirects: false,
      use_jar: false,
      ...rest,
    },
    call,
  );

test.each<[HttpReply, object]>([
  [{}, { status: 200, headers: [], cookies: [], body: text(""), truncated: false }],
  [
    { status: 201, json: { a: 1 } },
    {
      status: 201,
      headers: [{ name: "content-type", value: "application/json" }],
      body: text('{"a":1}'),
    },
  ],
  [
    { text: "é", headers: { "Content-Type": "text/html", "x-a": ["1", "2"] } },
    {
      headers: [
        { name: "Content-Type", value: "text/html" },
        { name: "x-a", value: "1" },
        { name: "x-a", value: "2" },
      ],
      body: text("é"),
    },
  ],
  [{ body: new Uint8Array([0, 255]) }, { body: new Uint8Array([0, 255]), headers: [] }],
])("a server that says %j is heard", (reply, want) => {
  http.levers.on("GET", URL_A).reply(reply);
  expect(get(URL_A)).toMatchObject(want);
});

test.each<[string, string | RegExp, string, boolean]>([
  ["GET", URL_A, URL_A, true],
  ["get", "https://api.example.com/*", URL_A, true],
  ["*", URL_A, URL_A, true],
  ["POST", URL_A, URL_A, false],
  ["GET", "https://api.example.com/*", "https://api.example.com/a/b", false],
  ["GET", "https://api.example.com/**", "https://api.example.com/a/b", true],
  ["GET", "https://api.example.com", "https://api.example.com/", true],
  ["GET", URL_A, `${URL_A}?page=2`, true],
  ["GET", `${URL_A}?page=2`, `${URL_A}?page=2`, true],
  ["GET", `${URL_A}?page=2`, `${URL_A}?page=3`, false],
  ["GET", /\/items$/, URL_A, true],
])("%s %s stands for GET %s: %s", (method, pattern, url, want) => {
  http.levers.on(method, pattern).reply({});
  expect(failureOf(() => get(url)) === undefined).toBe(want);
});

test.each<[HttpMatch, boolean]>([
  [{ query: { page: "2" } }, true],
  [{ query: { page: "3" } }, false],
  [{ query: { none: /.*/ } }, false],
  [{ headers: { AUTHORIZATION: /^Bearer / } }, true],
  [{ headers: { authorization: "Bearer y" } }, false],
  [{ text: /"b":/ }, true],
  [{ json: { b: [1], a: "x" } }, true],
  [{ json: { a: "x" } }, false],
  [{ bytes: text('{"a":"x","b":[1]}') }, true],
  [{ where: ({ body }) => body.length > 100 }, false],
])("what must be in a request decides: %o, %s", (match, want) => {
  http.levers.on("POST", URL_A, match).reply({});
  const failure = failureOf(() =>
    request({
      method: "POST",
      url: `${URL_A}?page=2`,
      headers: [{ name: "Authorization", value: "Bearer x" }],
      body: text('{"a":"x","b":[1]}'),
    }),
  );
  expect(failure === undefined).toBe(want);
});

describe("counts", () => {
  test("answers come in order and the last one stays", () => {
    http.levers.on("GET", URL_A).reply({ text: "1" }).times(2).reply({ text: "2" }).reply({});
    const found = [1, 2, 3, 4, 5].map(() => new TextDecoder().decode(get(URL_A).body));
    expect(found).toEqual(["1", "1", "2", "", ""]);
  });

  test("what is scripted last goes first, and once over the older one answers", () => {
    http.levers.on("GET", "**").reply({ status: 200 });
    http.levers.on("GET", URL_A).reply({ status: 503 }).once();
    expect([get(URL_A).status, get(URL_A).status]).toEqual([503, 200]);
  });

  test("answers never given are told", () => {
    http.levers.on("GET", URL_A).reply({}).reply({ status: 404 });
    http.levers.on("POST", /x/, { text: "a" }).reply({});
    get(URL_A);
    expect(http.unused()).toEqual([
      `host.http.on("GET", "${URL_A}"), answer 2`,
      'host.http.on("POST", /x/, {...})',
    ]);
  });
});

test("a request that nothing is scripted for names what is near and the lever", () => {
  http.levers.on("GET", "https://api.example.com/item").reply({});
  for (const name of ["a", "b", "c"]) http.levers.on("DELETE", `https://${name}.org/`).reply({});
  expect(failureOf(() => get(URL_A))).toBe(
    `unavailable: Cannot answer http_get "${URL_A}": nothing is scripted for it (scripted: GET https://api.example.com/item, DELETE https://a.org/, DELETE https://b.org/ and 1 more). Hint: host.http.on("GET", "${URL_A}").reply({ status: 200 })`,
  );
  expect(get("https://api.example.com/item").status).toBe(200);
});

describe("limits", () => {
  test.each([
    [0, 5, false],
    [5, 5, false],
    [3, 3, true],
  ])("of five bytes, max_bytes %i gives %i, truncated %s", (max_bytes, length, truncated) => {
    http.levers.on("GET", URL_A).reply({ text: "12345" });
    const { body, truncated: isCut } = get(URL_A, { max_bytes });
    expect([body.length, isCut]).toEqual([length, truncated]);
  });

  test("the manifest's limit holds, whatever is asked", () => {
    http = createHttp({ surroundings, resolve: createDns().resolve, maxBytes: () => 2 });
    http.levers.on("GET", URL_A).reply({ text: "12345" });
    expect(get(URL_A, { max_bytes: 4 }).body).toEqual(text("12"));
  });

  test("a slow server takes virtual time, and times out", () => {
    http.levers.on("GET", URL_A).reply({ delayMs: 500 });
    get(URL_A, { timeout_ms: 501 });
    expect(surroundings.clock.now()).toBe(START_MS + 500);
    expect(failureOf(() => get(URL_A, { timeout_ms: 400 }))).toBe(
      `timeout: Cannot request "${URL_A}": no answer within 400 ms`,
    );
  });

  test("time is counted over all redirects", () => {
    http.levers.on("GET", URL_A).reply({ delayMs: 300, status: 302, headers: { location: "/b" } });
    http.levers.on("GET", "https://api.example.com/b").reply({ delayMs: 300 });
    expect(failureOf(() => get(URL_A, { timeout_ms: 500 }))).toMatch(/no answer within 500 ms$/);
    expect(surroundings.clock.now()).toBe(START_MS + 500);
  });
});

test.each([
  ["timeout", "timeout", "no answer within 30000 ms"],
  ["refused", "unavailable", "connection refused"],
  ["reset", "closed", "the peer reset the connection"],
  ["tls", "unavailable", "the TLS handshake failed"],
  ["dns", "not_found", "no such name"],
  ["eof", "closed", "the peer closed the connection without an answer"],
  ["io", "unavailable", "the network failed"],
] as const)("failure %s is %s: %s", (failure, code, reason) => {
  http.levers.on("GET", URL_A).fail(failure).once().reply({});
  expect(failureOf(() => get(URL_A))).toBe(`${code}: Cannot request "${URL_A}": ${reason}`);
  expect(get(URL_A).status).toBe(200);
});

const cookie = {
  name: "sid",
  value: "1",
  domain: "",
  path: "",
  expires: 0,
  secure: false,
  httponly: false,
};

test.each<[Partial<HttpRequestRequest>, string]>([
  [{ url: "nonsense" }, 'Cannot request "nonsense": it is no URL'],
  [
    { url: "ws://a.com/" },
    'Cannot request "ws://a.com/": its scheme is ws, expected http or https',
  ],
  [{ method: "A B" }, `Cannot request "${URL_A}": "A B" is no method`],
  [{ headers: [{ name: "a b", value: "" }] }, `Cannot request "${URL_A}": "a b" is no header name`],
  [
    { headers: [{ name: "a", value: "b\r\nc: d" }] },
    `Cannot request "${URL_A}": header "a" holds a line end`,
  ],
  [
    { headers: [{ name: "a", value: "\0" }] },
    `Cannot request "${URL_A}": header "a" holds a control character`,
  ],
  [
    { method: "connect" },
    `Cannot request "${URL_A}": CONNECT opens a tunnel, which isn't a request`,
  ],
  [
    { headers: [{ name: "Transfer-Encoding", value: "chunked" }] },
    `Cannot request "${URL_A}": header "Transfer-Encoding" is the host's to set`,
  ],
  [
    { headers: [{ name: "Host", value: "other.org" }] },
    `Cannot request "${URL_A}": header "Host" is "other.org", expected "api.example.com"`,
  ],
  [
    { headers: [{ name: "Content-Length", value: "7" }] },
    `Cannot request "${URL_A}": header "Content-Length" is "7", expected "0"`,
  ],
  [{ cookies: [{ ...cookie, name: "a b" }] }, `Cannot request "${URL_A}": "a b" is no cookie name`],
  [
    { cookies: [{ ...cookie, value: "1; b=2" }] },
    `Cannot request "${URL_A}": cookie "sid" holds a semicolon or control character`,
  ],
])("%j is refused", (rest, message) => {
  http.levers.on("*", "**").reply({});
  expect(failureOf(() => request(rest))).toBe(`invalid: ${message}`);
  expect(request({}).status).toBe(200);
});

describe("redirects", () => {
  test("are followed when asked for, and by get and post", () => {
    http.levers.on("*", URL_A).redirect("/b?x=1", 307);
    http.levers.on("*", "https://api.example.com/b").reply({ text: "b" });
    expect(request({}).status).toBe(307);
    expect(request({ follow_redirects: true }).body).toEqual(text("b"));
    expect(get(URL_A).body).toEqual(text("b"));
    expect(http.levers.requests.at(-1)?.url).toBe("https://api.example.com/b?x=1");
  });

  test.each([
    [301, "POST", "GET", ""],
    [302, "POST", "GET", ""],
    [302, "PUT", "PUT", "body"],
    [303, "PUT", "GET", ""],
    [307, "POST", "POST", "body"],
    [308, "POST", "POST", "body"],
  ])("%i after %s goes on with %s and %j", (status, method, want, body) => {
    http.levers.on("*", URL_A).redirect("/b", status);
    http.levers.on("*", "https://api.example.com/b").reply({});
    request({ method, body: text("body"), follow_redirects: true });
    const last = http.levers.requests.at(-1);
    expect([last?.method, last?.text()]).toEqual([want, body]);
  });

  test("secrets stay with their origin", () => {
    http.levers.on("*", URL_A).redirect("https://other.org/");
    http.levers.on("*", "https://other.org/").reply({});
    const headers = ["Authorization", "Accept"].map((name) => ({ name, value: "x" }));
    const cookies = [{ ...cookie, name: "sid", value: "1" }];
    request({ headers, cookies, follow_redirects: true });
    const seen = http.levers.requests.map((r) => [r.header("authorization"), r.header("cookie")]);
    expect(seen).toEqual([
      ["x", "sid=1"],
      [undefined, undefined],
    ]);
    expect(http.levers.requests[1]?.header("accept")).toBe("x");
  });

  test("a circle is left after ten", () => {
    http.levers.on("*", URL_A).redirect(URL_A);
    expect(failureOf(() => get(URL_A))).toBe(
      `unavailable: Cannot request "${URL_A}": more than 10 redirects`,
    );
    expect(http.levers.requests.length).toBe(11);
  });

  test("every hop is resolved and admitted before it's asked", () => {
    const asked: Destination[] = [];
    const admitAddresses = (to: Destination) => {
      asked.push(to);
      return to.addresses;
    };
    const around = surroundingsOf({ admitAddresses });
    http = createHttp({ surroundings: around, resolve: (name) => [`address of ${name}`] });
    http.levers.on("*", URL_A).redirect("http://localhost:8080/x");
    http.levers.on("*", "http://localhost:8080/x").reply({});
    get(URL_A);
    expect(asked.map(({ host, port, addresses }) => [host, port, addresses[0]])).toEqual([
      ["api.example.com", 443, "address of api.example.com"],
      ["localhost", 8080, "address of localhost"],
    ]);
  });
});

describe("cookies", () => {
  test("those that an answer sets are told", () => {
    const headers = { "set-cookie": "sid=1; Domain=.Example.com; Path=/a; Max-Age=60; Secure" };
    http.levers.on("GET", URL_A).reply({ headers, cookies: [{ name: "b", value: "2" }] });
    const expires = START_MS / 1000 + 60;
    expect(get(URL_A).cookies).toEqual([
      { ...cookie, domain: "example.com", path: "/a", expires, secure: true },
      { ...cookie, name: "b", value: "2" },
    ]);
  });

  test("the jar sends them back to whom they belong, while they last", () => {
    const cookies = [
      { name: "host", value: "1", path: "/" },
      { name: "site", value: "2", domain: "example.com", path: "/" },
      { name: "deep", value: "3", path: "/deep" },
      { name: "short", value: "4", path: "/", expires: START_MS / 1000 + 60 },
      { name: "foreign", value: "5", domain: "other.org" },
      { name: "tld", value: "6", domain: "com" },
    ];
    http.levers.on("GET", URL_A).reply({ cookies });
    http.levers.on("GET", "**").reply({});
    http.levers.on("GET", URL_A).reply({ cookies }).once();
    const sent = (url: string, use_jar = true) => {
      request({ url, use_jar });
      return http.levers.requests.at(-1)?.header("cookie");
    };
    expect(sent(URL_A)).toBeUndefined();
    expect(sent("https://api.example.com/deep/x")).toBe("deep=3; host=1; site=2; short=4");
    expect(sent("https://www.example.com/")).toBe("site=2");
    expect(sent("https://example.com.evil.org/")).toBeUndefined();
    expect(sent("https://api.example.com/", false)).toBeUndefined();
    surroundings.clock.advance(60_000);
    expect(sent("https://api.example.com/")).toBe("host=1; site=2");
    expect(http.levers.cookies("skill").length).toBe(4);
    expect(http.levers.cookies("other")).toEqual([]);
  });

  test("a cookie of the request goes over the jar's", () => {
    http.levers.on("GET", "**").reply({ cookies: [{ name: "sid", value: "jar" }] });
    request({ use_jar: true });
    request({ use_jar: true, cookies: [{ ...cookie, value: "own" }] });
    expect(http.levers.requests.at(-1)?.header("cookie")).toBe("sid=own");
  });
});

test("a post has the content type that was asked for", () => {
  http.levers.on("POST", URL_A).reply(({ headers }) => ({ json: headers }));
  const post = { url: URL_A, body: text("x"), timeout_ms: 0, max_bytes: 0 };
  const types = ["", "text/csv"].map(
    (content_type) => http.device.http_post({ ...post, content_type }, call).body,
  );
  expect(types.map((body) => JSON.parse(new TextDecoder().decode(body))[0].value)).toEqual([
    "application/octet-stream",
    "text/csv",
  ]);
});
