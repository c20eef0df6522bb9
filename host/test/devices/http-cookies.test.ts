import { afterEach, expect, test } from "vitest";
import { failureOf } from "./failure-of.js";
import { HttpWorld, type HttpWorldOptions, textOf } from "./http-world.js";

let world: HttpWorld;

afterEach(() => world.close());

const everywhere: HttpWorldOptions = {
  http: { allowlist: ["**"], allow_private: true },
  resolve: async () => ["127.0.0.1"],
};

const cookie = {
  name: "sid",
  value: "1",
  domain: "",
  path: "",
  expires: 0,
  secure: false,
  httponly: false,
};

/** `/set?line=...` sets cookies, anything else says which it got. */
async function open(options: HttpWorldOptions = everywhere) {
  world = new HttpWorld(options);
  const { port } = await world.serve(({ url = "", headers }, response) => {
    const lines = new URL(url, "http://x").searchParams.getAll("line");
    if (lines.length > 0) response.setHeader("set-cookie", lines);
    if (url.startsWith("/go")) response.writeHead(302, { location: "/end" });
    response.end(headers.cookie ?? "");
  });
  const set = async (host: string, ...lines: string[]) => {
    const query = lines.map((line) => `line=${encodeURIComponent(line)}`).join("&");
    return world.request({ url: `http://${host}:${port}/set?${query}`, use_jar: true });
  };
  const sent = async (host: string, path = "/", use_jar = true) =>
    textOf(await world.request({ url: `http://${host}:${port}${path}`, use_jar }));
  return { port, set, sent };
}

test("those that an answer sets are told", async () => {
  const { set } = await open();
  const { cookies } = await set(
    "app.example.com",
    "sid=a=b; Domain=.Example.com; Path=/a; Expires=Fri, 01 Jan 2100 00:00:00 GMT; Secure; HttpOnly",
    "b=2",
    "no cookie at all",
  );
  expect(cookies).toEqual([
    {
      ...cookie,
      ...{ value: "a=b", domain: "example.com", path: "/a", expires: 4102444800 },
      secure: true,
      httponly: true,
    },
    { ...cookie, name: "b", value: "2" },
  ]);
});

test("the jar gives each back to whom it belongs", async () => {
  const { set, sent } = await open();
  await set(
    "app.example.com",
    "own=1; Path=/",
    "site=2; Domain=example.com; Path=/",
    "deep=3; Path=/deep",
    "foreign=4; Domain=other.org; Path=/",
    "country=5; Domain=com; Path=/",
    "secure=6; Secure; Path=/",
    "over=7; Max-Age=0; Path=/",
  );
  expect(await sent("app.example.com")).toBe("own=1; site=2");
  expect(await sent("app.example.com", "/deep/x")).toBe("deep=3; own=1; site=2");
  expect(await sent("app.example.com", "/deeper")).toBe("own=1; site=2");
  expect(await sent("www.example.com")).toBe("site=2");
  expect(await sent("example.com.evil.org")).toBe("");
  expect(await sent("other.org")).toBe("");
  expect(await sent("app.example.com", "/", false)).toBe("");
});

test("no server sets one for all sites below a public suffix", async () => {
  const { set, sent } = await open();
  await set("one.co.uk", "a=1; Domain=co.uk; Path=/", "b=2; Path=/");
  expect([await sent("one.co.uk"), await sent("two.co.uk")]).toEqual(["b=2", ""]);
});

test("names of one label, localhost and addresses have cookies of their own", async () => {
  const { set, sent } = await open();
  for (const host of ["redis", "localhost", "127.0.0.1"]) {
    await set(host, `at=${host}; Path=/`);
    expect(await sent(host)).toBe(`at=${host}`);
  }
});

test("one that is set again is replaced, one that is over is gone", async () => {
  const { set, sent } = await open();
  await set("app.test", "a=1; Path=/", "b=1; Path=/");
  await set("app.test", "a=2; Path=/", "b=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
  expect(await sent("app.test")).toBe("a=2");
});

test("skills have jars of their own", async () => {
  const { set, port } = await open();
  await set("app.test", "a=1; Path=/");
  const other = new HttpWorld(everywhere);
  const answer = await other.request({ url: `http://app.test:${port}/`, use_jar: true });
  await other.close();
  expect(textOf(answer)).toBe("");
});

test("a redirect's cookie goes along to the next hop", async () => {
  const { port } = await open();
  const url = `http://app.test:${port}/go?line=a%3D1%3B%20Path%3D%2F`;
  expect(textOf(await world.request({ url, use_jar: true, follow_redirects: true }))).toBe("a=1");
  expect(textOf(await world.request({ url, follow_redirects: true }))).toBe("");
});

test("those of a request go to their own host, over the jar's, in one line with its header", async () => {
  const { port, set } = await open();
  await set("app.test", "sid=jar; Path=/", "other=jar; Path=/");
  const cookies = [
    { ...cookie, value: "own" },
    { ...cookie, name: "foreign", domain: "other.org" },
    { ...cookie, name: "secure", secure: true },
    { ...cookie, name: "elsewhere", path: "/elsewhere" },
  ];
  const headers = [{ name: "Cookie", value: "mine=1" }];
  const request = { url: `http://app.test:${port}/`, cookies, headers, use_jar: true };
  expect(textOf(await world.request(request))).toBe("mine=1; sid=own; other=jar");
});

test.each([
  [{ ...cookie, name: "a b" }, '"a b" is no cookie name'],
  [{ ...cookie, name: "" }, '"" is no cookie name'],
  [{ ...cookie, value: "1\r\nx: y" }, 'cookie "sid" holds a semicolon or control character'],
  [{ ...cookie, value: "1; admin=1" }, 'cookie "sid" holds a semicolon or control character'],
])("%j is refused", async (bad, reason) => {
  await open();
  const url = "http://app.test:1/";
  expect(await failureOf(world.request({ url, cookies: [bad] }))).toBe(
    `invalid: Cannot request "${url}": ${reason}`,
  );
});

test("a server that sets cookies without end keeps the last thousand", async () => {
  const { set, sent } = await open();
  for (let i = 0; i < 11; i++) {
    const lines = Array.from({ length: 100 }, (_, j) => `c${i * 100 + j}=1; Path=/${i}`);
    await set(`app${i}.test`, ...lines, `huge=${"x".repeat(5000)}`);
  }
  expect(await sent("app0.test", "/0")).toBe("");
  expect((await sent("app1.test", "/1")).split("; ").length).toBe(100);
});
