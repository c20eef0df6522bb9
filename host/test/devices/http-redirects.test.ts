import { afterEach, beforeEach, expect, test } from "vitest";
import { failureOf } from "./failure-of.js";
import type { HttpServer } from "./http-server.js";
import { HttpWorld, textOf } from "./http-world.js";

let world: HttpWorld;
let server: HttpServer;
let seen: { asked: string; body: string; headers: Record<string, unknown> }[];

beforeEach(async () => {
  world = new HttpWorld();
  seen = [];
  server = await world.serve(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url = "", headers } = request;
    seen.push({ asked: `${method} ${url}`, body: `${Buffer.concat(chunks)}`, headers });
    const { searchParams } = new URL(url, "http://x");
    const status = Number(searchParams.get("status"));
    if (status > 0) response.writeHead(status, { location: searchParams.get("to") ?? undefined });
    response.end("body");
  });
});

afterEach(() => world.close());

function at(status: number, to: string): string {
  return `http://localhost:${server.port}/?status=${status}&to=${encodeURIComponent(to)}`;
}

const body = Buffer.from("sent");

test.each([
  [301, "GET", "GET", ""],
  [301, "POST", "GET", ""],
  [301, "PUT", "PUT", "sent"],
  [302, "POST", "GET", ""],
  [302, "PUT", "PUT", "sent"],
  [303, "POST", "GET", ""],
  [303, "PUT", "GET", ""],
  [303, "HEAD", "HEAD", ""],
  [307, "POST", "POST", "sent"],
  [308, "POST", "POST", "sent"],
  [308, "PUT", "PUT", "sent"],
])("%i after %s goes on with %s and %j", async (status, method, goesOn, wanted) => {
  const headers = [{ name: "content-type", value: "text/a" }];
  const sent = /GET|HEAD/.test(method) ? new Uint8Array() : body;
  const url = at(status, "/next");
  await world.request({ url, method, headers, body: sent, follow_redirects: true });
  const last = seen.at(-1);
  expect([last?.asked, last?.body]).toEqual([`${goesOn} /next`, wanted]);
});

test.each([300, 304, 305, 306, 399])("%i isn't followed", async (status) => {
  const answer = await world.request({ url: at(status, "/next"), follow_redirects: true });
  expect([answer.status, seen.length]).toEqual([status, 1]);
});

test("without being asked to, a redirect is the answer", async () => {
  const answer = await world.request({ url: at(302, "http://"), follow_redirects: false });
  expect([answer.status, textOf(answer), seen.length]).toEqual([302, "body", 1]);
});

test("a redirect without a location is the answer", async () => {
  const other = await world.serve((_, response) => response.writeHead(302).end("nowhere"));
  expect(textOf(await world.get(`http://localhost:${other.port}/`))).toBe("nowhere");
});

test("one connection serves all hops to one server", async () => {
  await world.get(at(302, at(302, at(302, "/end"))));
  expect([seen.length, server.sockets.length]).toEqual([4, 1]);
});

test("a redirect's endless body isn't read to its end", async () => {
  const other = await world.serve((_, response) => {
    response.writeHead(302, { location: `http://localhost:${server.port}/end` });
    const write = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65536)));
    };
    response.on("drain", write);
    write();
  });
  expect(textOf(await world.get(`http://localhost:${other.port}/`))).toBe("body");
  await other.untilEmpty();
});

test("a circle is left after ten", async () => {
  const other = await world.serve((_, response) =>
    response.writeHead(302, { location: "/" }).end(),
  );
  const url = `http://localhost:${other.port}/`;
  expect(await failureOf(world.get(url))).toBe(
    `unavailable: Cannot request "${url}": more than 10 redirects`,
  );
  expect(other.requests.length).toBe(11);
});

test("a location that is no URL is an error", async () => {
  expect(await failureOf(world.get(at(302, "http://")))).toBe(
    'invalid: Cannot follow redirect to "http://": it is no URL',
  );
});

test("secrets stay with their origin, other headers go along", async () => {
  const names = ["Authorization", "Cookie", "X-Api-Version"];
  const headers = names.map((name) => ({ name, value: "s" }));
  const other = await world.serve(({ headers }, response) => response.end(JSON.stringify(headers)));
  const url = at(302, at(302, `http://localhost:${other.port}/`));
  const last = JSON.parse(textOf(await world.request({ url, headers, follow_redirects: true })));
  expect(seen.map(({ headers }) => [headers.authorization, headers.cookie])).toEqual([
    ["s", "s"],
    ["s", "s"],
  ]);
  expect([last.authorization, last.cookie, last["x-api-version"]]).toEqual([
    undefined,
    undefined,
    "s",
  ]);
});

test("a host that was said goes to that host alone", async () => {
  const other = await world.serve(({ headers }, response) => response.end(headers.host));
  const headers = [{ name: "Host", value: `localhost:${server.port}` }];
  const url = at(302, `http://localhost:${other.port}/`);
  const answer = await world.request({ url, headers, follow_redirects: true });
  expect(textOf(answer)).toBe(`localhost:${other.port}`);
});
