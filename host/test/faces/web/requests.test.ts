import { describe, expect, test } from "vitest";
import { openSocket, speak } from "./raw-client.js";
import { jsonOf, openSite, postJson } from "./site.js";

const mirror = { routes: ["POST /mirror site.mirror", "GET /all/:id site", "POST /all site"] };

const post = (url: string, body: string | Uint8Array, type?: string) =>
  fetch(url, { method: "POST", body, headers: type === undefined ? {} : { "content-type": type } });

describe("what a method gets", () => {
  test("is one object: route, query, body, headers, method, path, sessionId, exchange", async () => {
    const { url, sessions } = await openSite(mirror);
    const id = sessions.issue();
    const headers = { cookie: `_sid=${id}`, "X-Custom": "Some Text", accept: "a/b" };
    const response = fetch(`${url}/all/7?a=1&b=2&a=3&c=&%C3%A4=%2B+`, { headers });
    const got = await jsonOf<{ exchange: string; headers: object }>(response);
    const { exchange, headers: lines, ...rest } = got;
    expect(rest).toEqual({
      route: { id: "7" },
      query: { a: ["1", "3"], b: "2", c: "", ä: "+ " },
      body: null,
      method: "GET",
      path: "/all/7",
      sessionId: id,
    });
    expect(lines).toMatchObject({ "x-custom": "Some Text", accept: "a/b", cookie: `_sid=${id}` });
    expect(exchange).toMatch(/^[\da-f-]{36}$/);
  });

  test("are its parameters of these names, and the call has session and trace", async () => {
    const { url, sessions } = await openSite({ routes: ["GET /parts site.parts"] });
    const id = sessions.issue();
    const traceparent = `00-${"ab".repeat(16)}-${"cd".repeat(8)}-01`;
    const headers = { cookie: `_sid=${id}`, traceparent };
    const got = await (await fetch(`${url}/parts`, { headers })).json();
    expect(got).toEqual(["GET", "/parts", id, id, "ab".repeat(16)]);
  });

  test("keeps names that mean something to JavaScript as names", async () => {
    const { url } = await openSite(mirror);
    const got = await (await fetch(`${url}/all/1?__proto__=a&constructor=b`)).text();
    expect(got).toContain('"query":{"__proto__":"a","constructor":"b"}');
    const body = '{"__proto__":{"a":1}}';
    expect(await (await post(`${url}/mirror`, body, "application/json")).text()).toBe(body);
  });
});

const broken = Uint8Array.of(0x22, 0xff, 0x22);
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

describe("a body", () => {
  test.each([
    ["JSON", "application/json", '{"a":[1,2.5,null,true,"ä"]}', '{"a":[1,2.5,null,true,"ä"]}'],
    ["JSON of a kind", "application/problem+json; charset=utf-8", "[1]", "[1]"],
    ["a form", "application/x-www-form-urlencoded", "a=1&b=x+y&a=2", '{"a":["1","2"],"b":"x y"}'],
    ["none", "application/json", "", ""],
    ["text", "text/plain", "grün", "grün"],
    ["text in Latin-1", "text/plain; charset=iso-8859-1", Buffer.from("gr\xfcn", "latin1"), "grün"],
    ["text in a quoted charset", 'text/plain; charset="utf-8"', "grün", "grün"],
  ])("%s arrives as what it says", async (_, type, body, wanted) => {
    const { url } = await openSite(mirror);
    expect(await (await post(`${url}/mirror`, body, type)).text()).toBe(wanted);
  });

  test.each(["application/octet-stream", "image/png", "multipart/form-data; boundary=x", ""])(
    "of another type arrives as bytes: %j",
    async (type) => {
      const { url } = await openSite(mirror);
      const bytes = Uint8Array.of(0, 255, 10);
      const response = await post(`${url}/mirror`, bytes, type);
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    },
  );

  test("arrives as bytes whatever its type, where the method wants bytes", async () => {
    const { url } = await openSite({ routes: ["POST /count site.count"] });
    expect(await (await post(`${url}/count`, '{"a":1}', "application/json")).text()).toBe("7");
    expect(await (await post(`${url}/count`, "", "text/plain")).text()).toBe("0");
  });

  test.each([
    ["an open brace", "application/json", "{", 400, "The body is not JSON"],
    ["a form called JSON", "application/json", "a=1", 400, "The body is not JSON"],
    ["JSON in no UTF-8", "application/json", broken, 400, "The body is not UTF-8 text"],
    ["text in no UTF-8", "text/plain", broken, 400, "The body is not UTF-8 text"],
    ["JSON of 61 levels", "application/json", nested(61), 400, "The body is nested too deeply"],
    ["endless brackets", "application/json", "[".repeat(100_000), 400, "The body is not JSON"],
    ["an unknown charset", "text/plain; charset=x", "a", 415, "The body's charset is not known"],
  ])("%s is refused before the skill runs: %s", async (_, type, body, code, text) => {
    const { url, notices } = await openSite(mirror);
    const response = await post(`${url}/mirror`, body, type);
    expect([response.status, await response.text()]).toEqual([code, `${text}\n`]);
    expect(notices.filter(({ kind }) => kind === "worker_started")).toEqual([]);
    expect((await postJson(`${url}/mirror`, 1)).status).toBe(200);
  });

  test("that is compressed is refused", async () => {
    const { url } = await openSite(mirror);
    const headers = { "content-encoding": "gzip" };
    const response = await fetch(`${url}/mirror`, { method: "POST", body: "x", headers });
    expect(response.status).toBe(415);
    expect(await response.text()).toBe("The body is compressed, expected it plain\n");
  });

  test("of 1 MiB is taken, one byte more is 413 before the skill runs", async () => {
    const { url, notices } = await openSite({ routes: ["POST /count site.count"] });
    const large = new Uint8Array(1 << 20);
    const refused = await post(`${url}/count`, new Uint8Array((1 << 20) + 1));
    expect([refused.status, await refused.text()]).toEqual([
      413,
      "The body has more than 1048576 bytes\n",
    ]);
    expect(notices.filter(({ kind }) => kind === "worker_started")).toEqual([]);
    expect(await (await post(`${url}/count`, large)).text()).toBe("1048576");
  });

  test("without a length is counted as it comes", async () => {
    const { url, port } = await openSite({
      routes: [["POST /count site.count", { max_body_bytes: 10 }]],
    });
    const chunked = (...chunks: string[]) =>
      speak(port, [
        "POST /count HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n",
        "Transfer-Encoding: chunked\r\n\r\n",
        ...[...chunks, ""].map((each) => `${each.length.toString(16)}\r\n${each}\r\n`),
      ]);
    expect(await chunked("12345", "67890")).toMatch(/^HTTP\/1.1 200 [\s\S]*\r\n10$/);
    expect(await chunked("12345", "67890", "1")).toMatch(/^HTTP\/1.1 413 /);
    expect(await (await post(`${url}/count`, "1234")).text()).toBe("4");
  });
});

describe("a client that leaves before its body is whole", () => {
  test.each([
    ["with a length", "Content-Length: 100\r\n\r\nhalf"],
    ["in chunks", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"],
  ])("%s asks no skill and fails nobody", async (_, rest) => {
    const { url, port, failures, notices } = await openSite(mirror);
    const socket = await openSocket(port);
    socket.write(`POST /mirror HTTP/1.1\r\nHost: localhost\r\n${rest}`);
    await fetch(`${url}/none`);
    socket.destroy();
    expect((await postJson(`${url}/mirror`, 1)).status).toBe(200);
    expect(failures).toEqual([]);
    expect(notices.filter(({ kind }) => kind === "worker_started")).toHaveLength(1);
  });
});

describe("bind: params", () => {
  const routes = [
    ["GET /note/:id site.note", { bind: "params" }],
    ["POST /note/:id site.note", { bind: "params" }],
    ["POST /mirror site.mirror", { bind: "params" }],
  ] as const;

  test("gives the method its own parameters, converted by the descriptor", async () => {
    const { url } = await openSite({ routes });
    const query = "ratio=-2.5e1&done=on&tags=a&tags=b&utm_source=x&data=_-8";
    expect(await (await fetch(`${url}/note/9007199254740993?${query}`)).json()).toEqual({
      id: "9007199254740993",
      ratio: -25,
      done: true,
      tags: ["a", "b"],
      data: "/+8=",
      hint: null,
    });
  });

  test("takes the route before the query, and the query before the body", async () => {
    const { url } = await openSite({ routes });
    const body = { id: 1, ratio: 1, done: true, tags: ["x"], more: 1 };
    const got = await (await postJson(`${url}/note/7?ratio=2&id=8`, body)).json();
    expect(got).toMatchObject({ id: 7, ratio: 2, done: true, tags: ["x"] });
  });

  test("converts the fields of a form, where one value makes a list", async () => {
    const { url } = await openSite({ routes });
    const body = new URLSearchParams({ ratio: "0.5", done: "0", tags: "a" });
    const got = await (await fetch(`${url}/note/7`, { method: "POST", body })).json();
    expect(got).toMatchObject({ ratio: 0.5, done: false, tags: ["a"] });
  });

  test("gives what isn't a map to a parameter called body", async () => {
    const { url } = await openSite({ routes });
    expect(await (await postJson(`${url}/mirror`, [1, "a"])).json()).toEqual([1, "a"]);
    expect(await (await post(`${url}/mirror`, "text", "text/plain")).text()).toBe("text");
  });

  test("names all that doesn't fit with 400, and the skill isn't asked", async () => {
    const { url, notices } = await openSite({ routes });
    const response = await fetch(`${url}/note/x?ratio=much&done=maybe&data=!&done=1`);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toBe(
      [
        "The request doesn't fit note(id: integer, ratio?: number, done?: boolean, tags?: string[], data?: bytes) -> object",
        '- id: expected integer, found "x"',
        '- ratio: expected number, found "much"',
        "- done: expected boolean, found a list",
        '- data: expected base64, found "!"',
        "",
      ].join("\n"),
    );
    expect(notices.filter(({ kind }) => kind === "worker_started")).toEqual([]);
  });

  test("misses what is required", async () => {
    const { url } = await openSite({ routes: [["POST /note site.note", { bind: "params" }]] });
    const text = await (await postJson(`${url}/note`, {})).text();
    expect(text).toContain("\n- id: missing\n");
    expect((await postJson(`${url}/note`, { id: 1 })).status).toBe(200);
  });
});
