import { describe, expect, test } from "vitest";
import { openSocket, speak, untilHeard } from "./raw-client.js";
import { openSite, postJson, type RouteLine, type Site } from "./site.js";

const routes: RouteLine[] = [
  "POST /send site.send",
  "POST /send-only site.send_only",
  "POST /ask site.ask",
  "GET /later/:id site.later",
  ["GET /stream site.wait", { stream: true }],
  ["GET /events site.later", { stream: true }],
  ["POST /open site.send_only", { stream: true }],
  ["POST /open-value site.mirror", { stream: true }],
  ["GET /say/:exchange site.say", { bind: "params" }],
  ["GET /flood/:chunks site.flood", { bind: "params" }],
  "GET /break-off site.break_off",
  "GET / site.hello",
];

const sent = async (site: Site, script: unknown, path = "/send") => {
  const response = await postJson(site.url + path, script, { redirect: "manual" });
  return { response, status: response.status, text: await response.text() };
};

describe("webSend", () => {
  test("body sends status, headers and body, and ends: the return value is ignored", async () => {
    const site = await openSite({ routes });
    const { response, status, text } = await sent(site, [
      { status: 201, headers: [["x-a", "1"]] },
      {
        headers: [
          ["X-A", "2"],
          ["content-type", "text/plain"],
          ["set-cookie", "a=1"],
        ],
      },
      { body: "made" },
    ]);
    expect([status, text]).toEqual([201, "made"]);
    expect(response.headers.get("x-a")).toBe("2");
    expect(response.headers.get("content-type")).toBe("text/plain");
    expect(response.headers.get("content-length")).toBe("4");
    expect(response.headers.getSetCookie()).toContain("a=1");
    await expect.poll(() => site.logged()).toEqual(["ok", "ok", "ok"]);
  });

  test("write comes before body, redirect and end, in this order", async () => {
    const site = await openSite({ routes });
    expect((await sent(site, [{ write: "a" }, { write: "b", body: "c" }])).text).toBe("abc");
    expect((await sent(site, [{ write: "a", end: true }])).text).toBe("a");
    expect((await sent(site, [{ body: "" }])).text).toBe("");
  });

  test("a body is HTML unless it is said to be something else", async () => {
    const site = await openSite({ routes });
    const { response } = await sent(site, [{ write: "a" }]);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  });

  test("redirect is 302 with Location, unless a 3xx status was set", async () => {
    const site = await openSite({ routes });
    const scripts = [
      [{ redirect: "/a" }],
      [{ status: 303, redirect: "/b" }],
      [{ status: 308 }, { redirect: "/c" }],
      [{ status: 200, redirect: "/d" }],
    ];
    const answers = [];
    for (const script of scripts) {
      const { status, response, text } = await sent(site, script);
      answers.push([status, response.headers.get("location"), text]);
    }
    expect(answers).toEqual([
      [302, "/a", ""],
      [303, "/b", ""],
      [308, "/c", ""],
      [302, "/d", ""],
    ]);
  });

  const ended = "closed: Cannot answer the HTTP request: its answer has ended";
  const begun = "the answer has started";
  test.each([
    [
      [{ body: "a" }, { write: "b" }],
      ["ok", ended],
    ],
    [
      [{ redirect: "/" }, { status: 200 }],
      ["ok", ended],
    ],
    [
      [{ end: true }, { end: true }],
      ["ok", ended],
    ],
    [
      [{ write: "a" }, { status: 500 }],
      ["ok", `invalid: Cannot set the status: ${begun}`],
    ],
    [
      [{ write: "a" }, { headers: [["x", "1"]] }],
      ["ok", `invalid: Cannot set headers: ${begun}`],
    ],
    [
      [{ write: "a" }, { redirect: "/" }],
      ["ok", `invalid: Cannot redirect the client: ${begun}`],
    ],
    [
      [{ body: "a", redirect: "/" }],
      ["invalid: Cannot answer the HTTP request: body and redirect each end it, give one"],
    ],
    [
      [{ write: "a", redirect: "/" }],
      ["invalid: Cannot redirect the client: write sends bytes, a redirect has none"],
    ],
    [[{ status: 1000 }], ["invalid: Cannot set the status: 1000 is none, expected 200 to 599"]],
    [
      [{ status: 204, body: "a" }],
      ["invalid: Cannot answer the HTTP request: status 204 has no body"],
    ],
    [
      [{ exchange: "none", write: "a" }],
      ['closed: Cannot answer HTTP request "none": there is none, or it has ended'],
    ],
  ])("%j is told the skill, which goes on", async (script, log) => {
    const site = await openSite({ routes });
    await sent(site, script);
    await expect.poll(() => site.logged()).toEqual(log);
    expect((await fetch(site.url)).status).toBe(200);
  });

  test("what was refused changes nothing: the return value is the answer", async () => {
    const site = await openSite({ routes });
    const { status, text } = await sent(site, [{ status: 201 }, { status: 99, body: "a" }]);
    expect([status, text]).toEqual([201, "returned"]);
  });

  test("outside of a route it fails", async () => {
    const site = await openSite({ routes });
    await site.host.invoke("site", "send_only", { args: { body: [{ write: "a" }] } });
    await expect
      .poll(() => site.logged())
      .toEqual([
        "invalid: Cannot answer an HTTP request: the skill doesn't run for one. Hint: give the exchange of the request",
      ]);
  });

  test("HEAD gets the head that GET would", async () => {
    const site = await openSite({ routes: ["GET /flood site.bytes", ...routes] });
    const response = await fetch(`${site.url}/later/1`, { method: "HEAD" });
    expect([response.status, await response.text()]).toEqual([204, ""]);
  });
});

describe("an answer that is written bit by bit", () => {
  test("reaches the client at once", async () => {
    const { url } = await openSite({ routes });
    const response = await fetch(`${url}/stream`);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    const exchange = Buffer.from(first?.value ?? []).toString();
    expect(await (await fetch(`${url}/say/${exchange}?text=more`)).text()).toBe("ok");
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("more");
    expect(await (await fetch(`${url}/say/${exchange}?text=`)).text()).toBe("ok");
    expect((await reader?.read())?.done).toBe(true);
    expect(await (await fetch(`${url}/say/${exchange}?text=late`)).text()).toBe("closed");
  });

  test("is ended when the method returns, without its return value", async () => {
    const site = await openSite({ routes });
    expect((await sent(site, [{ write: "a" }])).text).toBe("a");
    expect(site.face.openCount).toBe(0);
  });

  test("breaks off when the skill fails, so that nobody takes it for whole", async () => {
    const { url, failures } = await openSite({ routes });
    const response = await fetch(`${url}/break-off`);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow(new TypeError("terminated"));
    expect(failures.map(({ message }) => message.split("\n")[0])).toEqual(["The secret pen broke"]);
    expect((await fetch(url)).status).toBe(200);
  });

  test("waits for a client that reads slowly", async () => {
    const { url, port, untilLogged, logged } = await openSite({ routes });
    const socket = await openSocket(port);
    socket.pause();
    socket.write("GET /flood/1000 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const other = await Promise.race([untilLogged(/^all$/), fetch(`${url}/none`)]);
    expect(other).toMatchObject({ status: 404 });
    expect(logged()).toEqual([]);
    socket.resume();
    await untilLogged(/^all$/);
  });

  test("fails with code closed when the client has left", async () => {
    const { port, url, face, notices, untilLogged } = await openSite({ routes });
    const socket = await openSocket(port);
    socket.write("GET /flood/100000 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await untilHeard(socket, "xxx");
    socket.destroy();
    await untilLogged(/^\d+ closed$/);
    expect(notices.filter(({ kind }) => kind === "worker_killed")).toEqual([]);
    expect((await fetch(url)).status).toBe(200);
    expect(face.openCount).toBe(0);
  });
});

describe("a client that leaves while its call waits", () => {
  test("is forgotten: the skill isn't asked", async () => {
    const { url, port, face, logged, untilLogged } = await openSite({
      routes: [...routes, "GET /loop site.loop"],
      manifest: { limits: { deadline_ms: 3000 } },
    });
    const running = fetch(`${url}/loop`);
    await untilLogged(/^looping$/);
    const socket = await openSocket(port);
    const script = JSON.stringify([{ write: "for nobody" }]);
    const length = `Content-Length: ${script.length}`;
    const lines = ["Host: localhost", "Content-Type: application/json", length, "", script];
    socket.write(`POST /send HTTP/1.1\r\n${lines.join("\r\n")}`);
    await expect.poll(() => face.openCount).toBe(2);
    socket.destroy();
    expect((await running).status).toBe(504);
    expect((await fetch(url)).status).toBe(200);
    expect([logged(), face.openCount]).toEqual([["looping"], 0]);
  });
});

describe("commands", () => {
  const manifest = { invoke_policy: { can_invoke: ["other"] } };
  const ask = (more: object) => ({ skill: "other", method: "send_only", script: [], ...more });

  test("a called skill answers the request", async () => {
    const site = await openSite({ routes, manifest });
    await site.add("other");
    const { status, text } = await sent(
      site,
      ask({ script: [{ status: 202, body: "from the other" }] }),
      "/ask",
    );
    expect([status, text]).toEqual([202, "from the other"]);
  });

  test("the exchange stays open for the callback, and ends then", async () => {
    const site = await openSite({ routes, manifest });
    await site.add("other");
    const script = [{ write: "other, " }];
    expect((await sent(site, ask({ script, after: "then me" }), "/ask")).text).toBe(
      "other, then me",
    );
    expect(site.face.openCount).toBe(0);
  });

  test("nothing was answered when all are done: 504, and the log says so", async () => {
    const site = await openSite({ routes, manifest });
    await site.add("other");
    const { status, text } = await sent(site, ask({}), "/ask");
    expect([status, text]).toEqual([504, "Gateway Timeout\n"]);
    expect(site.failures.map(({ message }) => message)).toEqual([
      "its commands ended without an answer",
    ]);
    await expect.poll(() => site.logged()).toEqual(["answered"]);
  });

  test("a return value that isn't nil is the answer, and the commands go on", async () => {
    const site = await openSite({ routes, manifest });
    await site.add("other");
    expect((await sent(site, ask({ now: "at once" }), "/ask")).text).toBe("at once");
    await site.untilLogged(/^answered$/);
  });

  test("a schedule doesn't keep the exchange open", async () => {
    const site = await openSite({ routes });
    expect((await fetch(`${site.url}/later/1`)).status).toBe(204);
  });
});

describe("stream: true", () => {
  test("keeps the exchange open until end: schedules write to it", async () => {
    const site = await openSite({ routes });
    const response = await fetch(`${site.url}/events`);
    expect(await response.text()).toBe("tick\ntock\n");
    await site.untilLogged(/^closed: Cannot answer HTTP request "[\da-f-]{36}": /);
    expect(site.logged().slice(0, 3)).toEqual(["ok", "ok", "ok"]);
    expect(site.face.openCount).toBe(0);
  });

  test("keeps it open until the client leaves", async () => {
    const site = await openSite({ routes });
    const socket = await openSocket(site.port);
    socket.write("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const heard = await untilHeard(socket, "\r\n\r\n24\r\n");
    expect(heard).toMatch(/^HTTP\/1.1 200 /);
    expect(site.face.openCount).toBe(1);
    socket.destroy();
    await expect.poll(() => site.face.openCount).toBe(0);
  });

  test("a return value is the answer when nothing was sent", async () => {
    const site = await openSite({ routes });
    expect((await sent(site, ["now"], "/open-value")).text).toBe('["now"]');
    expect(site.face.openCount).toBe(0);
  });

  test("close ends streams whole, and answers with 503 what has no answer", async () => {
    const site = await openSite({ routes });
    const stream = await fetch(`${site.url}/stream`);
    const open = postJson(`${site.url}/open`, []);
    await expect.poll(() => site.face.openCount).toBe(2);
    site.face.close();
    expect(await stream.text()).toMatch(/^[\da-f-]{36}$/);
    expect((await open).status).toBe(503);
    expect(site.face.openCount).toBe(0);
  });
});

test("many requests at once each get their own answer", async () => {
  const site = await openSite({ routes });
  const all = Array.from({ length: 100 }, async (_, index) => {
    const { text } = await sent(site, [{ write: `${index}:` }, { body: `${index}` }]);
    return text;
  });
  expect(await Promise.all(all)).toEqual(all.map((_, index) => `${index}:${index}`));
});

test("pipelined requests are answered in order", async () => {
  const { port } = await openSite({ routes });
  const get = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
  const heard = await speak(port, [get("/") + get("/none") + get("/", "Connection: close\r\n")]);
  expect(heard.match(/HTTP\/1.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 404", "HTTP/1.1 200"]);
});
