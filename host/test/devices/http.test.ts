import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { failureOf } from "./failure-of.js";
import { hostCall } from "./host-call.js";
import { HttpWorld, textOf } from "./http-world.js";

let world: HttpWorld;

beforeEach(() => {
  world = new HttpWorld();
});

afterEach(() => world.close());

/** Answers with what it was asked: request line, header lines in order, body. */
async function serveEcho() {
  const server = await world.serve(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers: string[] = [];
    for (let i = 0; i < request.rawHeaders.length; i += 2) {
      headers.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    }
    const asked = `${request.method} ${request.url}`;
    response.end(
      JSON.stringify({ asked, headers, body: Buffer.concat(chunks).toString("latin1") }),
    );
  });
  return `http://localhost:${server.port}`;
}

describe("what the server sees", () => {
  test("a get asks for compressed answers and says who asks", async () => {
    const url = await serveEcho();
    const seen = JSON.parse(textOf(await world.get(`${url}/a%20b?c=d&e#f`)));
    expect(seen).toEqual({
      asked: "GET /a%20b?c=d&e",
      headers: [
        `host: ${url.slice(7)}`,
        "connection: keep-alive",
        "user-agent: skill-host",
        "accept-encoding: gzip, deflate, br",
      ],
      body: "",
    });
  });

  test("header lines keep their order, their letters' case and their doubles", async () => {
    const url = await serveEcho();
    const headers = [
      { name: "X-b", value: "1" },
      { name: "User-Agent", value: "mine" },
      { name: "x-A", value: "" },
      { name: "X-b", value: "2" },
      { name: "Accept-Encoding", value: "identity" },
    ];
    const seen = JSON.parse(textOf(await world.request({ url, headers })));
    expect(seen.headers.slice(2)).toEqual([
      "X-b: 1",
      "User-Agent: mine",
      "x-A: ",
      "X-b: 2",
      "Accept-Encoding: identity",
    ]);
  });

  test("letters beyond ASCII go and come as UTF-8", async () => {
    const server = await world.serve(({ headers }, response) => {
      const got = Buffer.from(headers["x-a"] as string, "latin1");
      response.writeHead(200, { "x-a": got.toString("latin1"), "x-latin": "\xe9" }).end(got);
    });
    const headers = [{ name: "x-a", value: "Жук" }];
    const answer = await world.request({ url: `http://localhost:${server.port}/`, headers });
    expect(textOf(answer)).toBe("Жук");
    expect(answer.headers).toContainEqual({ name: "x-a", value: "Жук" });
    expect(answer.headers).toContainEqual({ name: "x-latin", value: "é" });
  });

  test("a post carries its body with length and type", async () => {
    const url = await serveEcho();
    const body = Uint8Array.of(0, 1, 255);
    const post = { url, body, content_type: "", timeout_ms: 0, max_bytes: 0 };
    const seen = JSON.parse(textOf(await world.device.http_post(post, hostCall)));
    expect([seen.asked, seen.body]).toEqual(["POST /", "\x00\x01\xff"]);
    expect(seen.headers).toContain("content-type: application/octet-stream");
    expect(seen.headers).toContain("content-length: 3");
  });

  test.each(["DELETE", "PUT", "PATCH", "OPTIONS", "PROPFIND", "patch"])(
    "%s is sent",
    async (method) => {
      const url = await serveEcho();
      const seen = JSON.parse(textOf(await world.request({ url, method })));
      expect(seen.asked).toBe(`${method.toUpperCase()} /`);
    },
  );

  test("host and length may be said, as long as they are right", async () => {
    const url = await serveEcho();
    const headers = [
      { name: "Host", value: url.slice(7) },
      { name: "Content-Length", value: "1" },
    ];
    const body = Uint8Array.of(65);
    const seen = JSON.parse(textOf(await world.request({ url, method: "PUT", headers, body })));
    const lines = seen.headers.filter((line: string) => /^(host|content-length)/i.test(line));
    expect(lines).toEqual([`host: ${url.slice(7)}`, "content-length: 1"]);
  });
});

describe("a request that would break out of its line is refused, and nothing is sent", () => {
  const url = "http://localhost:1/";

  test.each([
    [{ headers: [{ name: "a", value: "b\r\nc: d" }] }, 'header "a" holds a line end'],
    [{ headers: [{ name: "a", value: "b\nc" }] }, 'header "a" holds a line end'],
    [{ headers: [{ name: "a\r\nb", value: "" }] }, '"a\r\nb" is no header name'],
    [{ headers: [{ name: "a:", value: "" }] }, '"a:" is no header name'],
    [{ headers: [{ name: "", value: "" }] }, '"" is no header name'],
    [{ headers: [{ name: "a", value: "\0" }] }, 'header "a" holds a control character'],
    [{ method: "GET / HTTP/1.1\r\nx: y" }, '"GET / HTTP/1.1\r\nx: y" is no method'],
    [{ method: "CONNECT" }, "CONNECT opens a tunnel, which isn't a request"],
    ...["Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect", "Keep-Alive"].map(
      (name) =>
        [{ headers: [{ name, value: "x" }] }, `header "${name}" is the host's to set`] as const,
    ),
    [
      { headers: [{ name: "proxy-authorization", value: "x" }] },
      'header "proxy-authorization" is the host\'s to set',
    ],
    [
      { headers: [{ name: "HOST", value: "internal" }] },
      'header "HOST" is "internal", expected "localhost:1"',
    ],
    [
      { headers: [{ name: "content-length", value: "9" }] },
      'header "content-length" is "9", expected "0"',
    ],
  ] as const)("%j", async (request, reason) => {
    expect(await failureOf(world.request({ url, ...request } as never))).toBe(
      `invalid: Cannot request "${url}": ${reason}`,
    );
  });

  test.each([
    ["http://localhost:1/\r\nx: y", "it holds a control character"],
    ["http://localhost:1\\@other.org/", "it holds a backslash"],
    ["http://user@localhost:1/", "it holds a user name, which belongs into a header"],
    ["ftp://localhost/", "its scheme is none of http, https, ws, wss"],
    ["ws://localhost/", "its scheme is ws, expected http or https"],
    ["localhost", "it is no URL"],
    ["", "it is no URL"],
  ])("%j", async (url, reason) => {
    expect(await failureOf(world.get(url))).toBe(`invalid: Cannot request "${url}": ${reason}`);
  });
});

describe("what the skill gets", () => {
  test("status, header lines in the server's order and case, and the body", async () => {
    const server = await world.serve((_, response) => {
      response.sendDate = false;
      response
        .writeHead(418, ["X-B", "1", "x-a", "2", "X-B", "3", "Content-Length", "2"])
        .end("hi");
    });
    expect(await world.get(`http://localhost:${server.port}/`)).toEqual({
      status: 418,
      headers: [
        { name: "X-B", value: "1" },
        { name: "x-a", value: "2" },
        { name: "X-B", value: "3" },
        { name: "Content-Length", value: "2" },
        { name: "Connection", value: "keep-alive" },
        { name: "Keep-Alive", value: "timeout=5" },
      ],
      cookies: [],
      body: Buffer.from("hi"),
      truncated: false,
    });
  });

  test.each([204, 304])("%i without a body", async (status) => {
    const server = await world.serve((_, response) => response.writeHead(status).end());
    const answer = await world.get(`http://localhost:${server.port}/`);
    expect([answer.status, answer.body.length, answer.truncated]).toEqual([status, 0, false]);
  });

  test("a HEAD's headers without a body, however long they say it is", async () => {
    const server = await world.serve((_, response) => {
      response.writeHead(200, { "content-length": 5_000_000, "content-encoding": "gzip" }).end();
    });
    const url = `http://localhost:${server.port}/`;
    const answer = await world.request({ url, method: "HEAD" });
    expect([answer.status, answer.body.length, answer.truncated]).toEqual([200, 0, false]);
    expect(answer.headers).toContainEqual({ name: "content-encoding", value: "gzip" });
    expect(answer.headers).toContainEqual({ name: "content-length", value: "5000000" });
  });

  test("connections are used again", async () => {
    const server = await world.serve();
    for (let i = 0; i < 5; i++) await world.get(`http://localhost:${server.port}/${i}`);
    expect([server.sockets.length, server.requests.length]).toEqual([1, 5]);
  });

  test("requests at the same time don't wait for each other", async () => {
    let arrive = (_end: () => void) => {};
    const arrived = new Promise<() => void>((resolve) => {
      arrive = resolve;
    });
    const server = await world.serve(({ url }, response) => {
      if (url === "/fast") response.end("fast");
      else arrive(() => response.end("slow"));
    });
    const first = world.get(`http://localhost:${server.port}/slow`);
    const endFirst = await arrived;
    expect(textOf(await world.get(`http://localhost:${server.port}/fast`))).toBe("fast");
    endFirst();
    expect(textOf(await first)).toBe("slow");
  });

  test("no more than a few connections stay open", async () => {
    const servers = await Promise.all(Array.from({ length: 20 }, () => world.serve()));
    for (const { port } of servers) await world.get(`http://localhost:${port}/`);
    await Promise.all(servers.slice(0, 4).map((server) => server.untilEmpty()));
    const open = await Promise.all(servers.map((server) => server.countOpen()));
    expect(open.reduce((sum, count) => sum + count)).toBe(16);
  });
});

test("closing the device ends its connections and whatever is under way", async () => {
  const server = await world.serve(({ url }, response) => {
    if (url === "/done") response.end();
    else world.device.close();
  });
  const url = `http://localhost:${server.port}`;
  await world.get(`${url}/done`);
  expect(await failureOf(world.get(`${url}/hangs`))).toBe(
    "closed: Cannot finish the request: the skill was closed",
  );
  await server.untilEmpty();
  expect(await server.countOpen()).toBe(0);
});
