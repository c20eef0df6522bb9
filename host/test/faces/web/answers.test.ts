import { describe, expect, test } from "vitest";
import { speak } from "./raw-client.js";
import { openSite, postJson, type RouteLine } from "./site.js";

const facts = async (response: Response) => [
  response.status,
  response.headers.get("content-type"),
  await response.text(),
];

describe("a return value becomes an answer", () => {
  const HTML = "text/html; charset=utf-8";
  const JSON_TYPE = "application/json";

  test.each([
    ["a string is 200 text/html; charset=utf-8", '"<b>ä</b>"', [200, HTML, "<b>ä</b>"]],
    ["an empty string is one too", '""', [200, HTML, ""]],
    ["an object is 200 application/json", '{"a":[1]}', [200, JSON_TYPE, '{"a":[1]}']],
    ["an array is JSON", "[]", [200, JSON_TYPE, "[]"]],
    ["a number is JSON", "0", [200, JSON_TYPE, "0"]],
    ["a boolean is JSON", "false", [200, JSON_TYPE, "false"]],
    ["nil is 204", "null", [204, null, ""]],
  ])("%s", async (_, body, wanted) => {
    const { url } = await openSite({ routes: ["POST /mirror site.mirror"] });
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${url}/mirror`, { method: "POST", body, headers });
    expect(await facts(response)).toEqual(wanted);
  });

  test("bytes are application/octet-stream", async () => {
    const { url } = await openSite({ routes: ["GET / site.bytes"] });
    const response = await fetch(url);
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(0, 255, 0));
  });

  test("nothing is 204", async () => {
    const { url } = await openSite({ routes: ["GET / site.nothing"] });
    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([204, ""]);
  });
});

describe("envelope: true", () => {
  const routes: RouteLine[] = [
    ["POST /mirror site.mirror", { envelope: true }],
    ["GET /bytes site.bytes", { envelope: true }],
  ];

  test.each([
    [{ html: "<i>" }, [200, "text/html; charset=utf-8", "<i>"]],
    [{ status: 201, json: { a: 1 } }, [201, "application/json", '{"a":1}']],
    [{ body: "plain" }, [200, "text/plain; charset=utf-8", "plain"]],
    [{ body: "a,b", headers: { "Content-Type": "text/csv" } }, [200, "text/csv", "a,b"]],
    [{ status: 404, html: null, json: null, headers: null }, [404, null, ""]],
    [{ status: 304 }, [304, null, ""]],
    [{}, [200, null, ""]],
    [null, [204, null, ""]],
  ])("%j says status, headers and one kind of body", async (envelope, wanted) => {
    const { url } = await openSite({ routes });
    expect(await facts(await postJson(`${url}/mirror`, envelope))).toEqual(wanted);
  });

  test("a list of values is a line each", async () => {
    const { url } = await openSite({ routes });
    const headers = { "set-cookie": ["a=1; Path=/", "b=2"], "x-one": "1" };
    const response = await postJson(`${url}/mirror`, { headers });
    expect(response.headers.getSetCookie()).toEqual(expect.arrayContaining(["a=1; Path=/", "b=2"]));
    expect(response.headers.get("x-one")).toBe("1");
  });

  test.each([
    [{ status: 99 }, "Cannot set the status: 99 is none, expected 200 to 599"],
    [{ status: 101 }, "Cannot set the status: 101 is none, expected 200 to 599"],
    [{ status: "200" }, "Cannot answer with an envelope: its status is no number"],
    [{ html: "a", json: 1 }, "Cannot answer with an envelope: it has html and json, give one"],
    [{ html: 1 }, "Cannot answer with an envelope: its html is no text"],
    [{ status: 204, body: "a" }, "Cannot answer with an envelope: status 204 has no body"],
    [{ headers: { a: 1 } }, 'Cannot answer with an envelope: its header "a" is no text'],
    [[1], "Cannot answer with an envelope: the answer is no map"],
    ["text", "Cannot answer with an envelope: the answer is no map"],
    [
      { code: 200 },
      'Cannot answer with an envelope: "code" is no key of it, expected status, headers, html, json, body',
    ],
  ])("%j is 500, and the log says why", async (envelope, message) => {
    const { url, failures } = await openSite({ routes });
    expect(await facts(await postJson(`${url}/mirror`, envelope))).toEqual(plain500);
    expect(failures).toMatchObject([{ route: "POST /mirror", message }]);
    expect((await postJson(`${url}/mirror`, { status: 200 })).status).toBe(200);
  });
});

const plain500 = [500, "text/plain; charset=utf-8", "Internal Server Error\n"];

describe("header injection through a skill's answer is refused", () => {
  const routes: RouteLine[] = [
    ["POST /mirror site.mirror", { envelope: true }],
    "POST /send site.send",
  ];
  const hostile: [name: string, value: string, reason: string][] = [
    ["x-a", "1\r\nset-cookie: evil=1", "its value holds a line end"],
    ["x-a", "1\nx: 2", "its value holds a line end"],
    ["x-a", "1\r", "its value holds a line end"],
    ["x-a", "1\0", "its value holds a control character"],
    ["x-a", "1\u0007", "its value holds a control character"],
    ["x-a", "\u0100", "its value holds characters beyond Latin-1"],
    ["x-a", "嘊嘍x: 1", "its value holds characters beyond Latin-1"],
    ["x a", "1", "it is no header name"],
    ["x-a:", "1", "it is no header name"],
    ["", "1", "it is no header name"],
    ["x\r\ny", "1", "it is no header name"],
    ["Content-Length", "0", "it is the host's to set"],
    ["transfer-encoding", "chunked", "it is the host's to set"],
    ["Connection", "upgrade", "it is the host's to set"],
    ["upgrade", "h2c", "it is the host's to set"],
    ["set-cookie", "_sid=3f2504e0-4f89-41d3-9a0c-0305e82c3301", "the session is the host's to set"],
  ];

  test.each(hostile)("%j: %j in an envelope", async (name, value, reason) => {
    const { url, failures } = await openSite({ routes });
    const response = await postJson(`${url}/mirror`, { headers: { [name]: value }, html: "x" });
    expect(await facts(response)).toEqual(plain500);
    expect(failures.map(({ message }) => message)).toEqual([
      `Cannot set header ${JSON.stringify(name)}: ${reason}`,
    ]);
  });

  test.each(hostile)("%j: %j in webSend", async (name, value, reason) => {
    const { url, logged } = await openSite({ routes });
    const response = await postJson(`${url}/send`, [{ headers: [[name, value]], body: "x" }]);
    expect([response.status, await response.text()]).toEqual([200, "returned"]);
    expect(response.headers.get("x")).toBeNull();
    await expect
      .poll(() => logged())
      .toEqual([`invalid: Cannot set header ${JSON.stringify(name)}: ${reason}`]);
  });

  test("a redirect keeps what it was given on its one line", async () => {
    const { url, port, logged } = await openSite({ routes });
    await postJson(`${url}/send`, [{ redirect: "/a\r\nset-cookie: evil=1" }]);
    expect(logged()).toEqual([
      'invalid: Cannot redirect to "/a\\r\\nset-cookie: evil=1": it holds a control character',
    ]);
    const body = JSON.stringify([{ redirect: "/ä b\u2028?q=ü" }]);
    const head = `POST /send HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
    const heard = await speak(port, [head + Buffer.from(body).toString("latin1")]);
    expect(heard).toContain("\r\nlocation: /%C3%A4%20b%E2%80%A8?q=%C3%BC\r\n");
  });

  test("a line that only the server's library understands doesn't silence the answer", async () => {
    const { url } = await openSite({ routes });
    const headers = { "X-Hono-Already-Sent": "1" };
    const response = await postJson(`${url}/mirror`, { status: 404, headers });
    expect([response.status, response.headers.get("x-hono-already-sent")]).toEqual([404, null]);
  });
});

describe("a failure", () => {
  test.each([
    ["fail", "The secret fridge is empty"],
    ["trap", "The secret door is shut\n  at skill.ts:83:3"],
  ])("of %s is 500 without details, which are in the log", async (method, message) => {
    const { url, failures } = await openSite({ routes: [`GET /x/:a site.${method}`] });
    const response = await fetch(`${url}/x/1`, {
      headers: { traceparent: `00-${"ab".repeat(16)}-${"cd".repeat(8)}-01` },
    });
    expect(await facts(response)).toEqual(plain500);
    expect(failures).toEqual([
      {
        route: "GET /x/:a",
        skillId: "site",
        method,
        requestId: expect.stringMatching(/^[\da-f-]{36}$/),
        traceId: "ab".repeat(16),
        message,
      },
    ]);
  });

  test("of a call that runs too long is 504, and the next one is answered", async () => {
    const { url, failures } = await openSite({
      routes: ["GET /loop site.loop", "GET / site.hello"],
      manifest: { limits: { deadline_ms: 300 } },
    });
    const response = await fetch(`${url}/loop`);
    expect([response.status, await response.text()]).toEqual([504, "Gateway Timeout\n"]);
    expect(failures).toHaveLength(1);
    expect((await fetch(url)).status).toBe(200);
  });

  test("of a full queue is 503 with Retry-After", async () => {
    const { url, untilLogged } = await openSite({
      routes: ["GET /loop site.loop", "GET / site.hello"],
      manifest: { limits: { deadline_ms: 1500, queue: 1 } },
    });
    const running = fetch(`${url}/loop`);
    await untilLogged(/^looping$/);
    const rest = await Promise.all([1, 2, 3].map(() => fetch(url)));
    const outcomes = rest.map(({ status, headers }) => [status, headers.get("retry-after")]);
    expect(outcomes).toEqual(
      expect.arrayContaining([
        [503, "1"],
        [503, "1"],
        [200, null],
      ]),
    );
    expect((await running).status).toBe(504);
  });

  test("of a skill that was removed is 503, and of the host once it is closed too", async () => {
    const { url, host, face, problems } = await openSite({ routes: ["GET / site.hello"] });
    await host.remove("site");
    expect(problems).toHaveLength(1);
    expect((await fetch(url)).status).toBe(503);
    face.close();
    const response = await fetch(url);
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
  });
});
