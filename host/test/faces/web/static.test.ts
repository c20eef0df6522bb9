import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import send from "send";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { WebFace } from "../../../faces/web/web-face.js";
import { createHost } from "../../../host.js";
import { createSessionIds } from "../../../values/session-id.js";
import { Workspace } from "../../config/workspace.js";
import { speak } from "./raw-client.js";

const css = "body { color: black }\n".repeat(10_000);

function openFolder(): Workspace {
  const at = new Workspace({
    "public/index.html": "<h1>home</h1>",
    "public/app.css": css,
    "public/data.json": '{"a":1}',
    "public/empty.txt": "",
    "public/odd name ä.txt": "odd",
    "public/unknown.xyz": "?",
    "public/sub/index.html": "<h1>sub</h1>",
    "public/bare/file.txt": "bare",
    "public/.env": "SECRET=1",
    "public/.git/config": "secret",
    "public/..evil.txt": "two dots and more",
    "secret.txt": "secret",
  });
  symlinkSync(at.path("secret.txt"), at.path("public/link.txt"));
  symlinkSync(at.root, at.path("public/up"));
  symlinkSync("app.css", at.path("public/inside.css"));
  return at;
}

async function listenWith(listener: Parameters<typeof createServer>[1]) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}` };
}

/** Files alone, without skills. */
async function openFiles(publicDir: string) {
  const host = createHost({ onNotice: () => {} });
  const sessions = createSessionIds(Buffer.from("secret"));
  const face = new WebFace({ host, publicDir, secure: false, sessions });
  onTestFinished(async () => {
    face.close();
    await host.stop();
  });
  const peer = { address: "127.0.0.1", traceId: "" };
  return listenWith(
    getRequestListener((request) => face.fetch(request, peer), { overrideGlobalObjects: false }),
  );
}

const serve = async () => {
  const at = openFolder();
  return { at, ...(await openFiles(at.path("public"))) };
};

const text = async (url: string, init: RequestInit = {}) => {
  const response = await fetch(url, { redirect: "manual", ...init });
  return [response.status, await response.text()];
};

describe("a file of public/", () => {
  test.each([
    ["/app.css", "text/css; charset=utf-8"],
    ["/data.json", "application/json"],
    ["/empty.txt", "text/plain; charset=utf-8"],
    ["/odd%20name%20%C3%A4.txt", "text/plain; charset=utf-8"],
    ["/unknown.xyz", "application/octet-stream"],
    ["/", "text/html; charset=utf-8"],
    ["/sub/", "text/html; charset=utf-8"],
    ["/sub/?v=1", "text/html; charset=utf-8"],
  ])("%s is served by GET and HEAD", async (path, type) => {
    const { url } = await serve();
    const got = await fetch(url + path);
    const head = await fetch(url + path, { method: "HEAD" });
    const length = String((await got.arrayBuffer()).byteLength);
    expect(await head.text()).toBe("");
    expect([got.status, head.status]).toEqual([200, 200]);
    for (const name of ["content-type", "content-length", "etag", "last-modified"]) {
      expect(head.headers.get(name)).toBe(got.headers.get(name));
    }
    expect(got.headers.get("content-type")).toBe(type);
    expect(got.headers.get("content-length")).toBe(length);
    expect(got.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("arrives whole, also a large one", async () => {
    const { url } = await serve();
    expect(await text(`${url}/app.css`)).toEqual([200, css]);
  });

  test("of a folder is its index.html, behind a slash; without one there is nothing", async () => {
    const { url } = await serve();
    const response = await fetch(`${url}/sub`, { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([301, "/sub/"]);
    expect(await text(`${url}/bare`)).toEqual([404, "Not Found\n"]);
    expect(await text(`${url}/bare/`)).toEqual([404, "Not Found\n"]);
    expect(await text(`${url}/bare/file.txt/`)).toEqual([404, "Not Found\n"]);
  });

  test("isn't there for other methods", async () => {
    const { url } = await serve();
    expect(await text(`${url}/app.css`, { method: "POST" })).toEqual([404, "Not Found\n"]);
  });

  test("appears as soon as it is written, and its folder too", async () => {
    const at = new Workspace();
    const { url } = await openFiles(at.path("public"));
    expect(await text(`${url}/a.txt`)).toEqual([404, "Not Found\n"]);
    at.write("public/a.txt", "now");
    expect(await text(`${url}/a.txt`)).toEqual([200, "now"]);
  });

  test("is found when public/ itself is a link", async () => {
    const at = openFolder();
    symlinkSync(at.path("public"), at.path("current"));
    const { url } = await openFiles(at.path("current"));
    expect(await text(`${url}/data.json`)).toEqual([200, '{"a":1}']);
  });
});

describe("no way leads out of public/", () => {
  test.each([
    "/.env",
    "/%2eenv",
    "/.git/config",
    "/..evil.txt",
    "/link.txt",
    "/inside.css",
    "/up/secret.txt",
    "/up/public/app.css",
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%5csecret.txt",
    "/sub/../../secret.txt",
    "/sub/%2e%2e/%2e%2e/secret.txt",
    "/sub/..%2f..%2fsecret.txt",
    "/%252e%252e/secret.txt",
    "/....//secret.txt",
    "//secret.txt",
    "//etc/passwd",
    "/%2fetc/passwd",
    "/sub//index.html",
    "/app.css%00",
    "/app.css%00.txt",
    "/app.css%0a",
    "/app.css/",
    "/sub%2findex.html",
    "/sub%5cindex.html",
    "/.%00./secret.txt",
    "/%ef%bc%8e%ef%bc%8e/secret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/%e0%80%ae/secret.txt",
    "/C:/secret.txt",
    "/file:///etc/passwd",
    `/${"a".repeat(5000)}`,
    `/${"a/".repeat(2000)}`,
  ])("%s", async (path) => {
    const { port, url } = await serve();
    const heard = await speak(port, [
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    ]);
    expect(heard).toMatch(/^HTTP\/1.1 (400|404) /);
    expect(heard).not.toMatch(/secret\n?$|root:/);
    expect(await text(`${url}/data.json`)).toEqual([200, '{"a":1}']);
  });

  test.each(["/..\\secret.txt", "/sub\\..\\..\\secret.txt"])("%s", async (path) => {
    const { port } = await serve();
    const heard = await speak(port, [
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    ]);
    expect(heard).toMatch(/^HTTP\/1.1 400 /);
  });

  test("a bad escape is 400", async () => {
    const { url } = await serve();
    expect(await text(`${url}/%zz`)).toEqual([400, "The path holds a bad percent escape\n"]);
  });
});

describe("precompressed files", () => {
  function compressed(): Workspace {
    const at = new Workspace({
      "app.js": "plain",
      "app.js.gz": "as gzip",
      "app.js.br": "as brotli",
      "old.js": "plain",
      "old.js.gz": "stale",
    });
    utimesSync(at.path("old.js.gz"), 1, 1);
    return at;
  }

  test.each([
    ["br, gzip", "br", "as brotli"],
    ["gzip, deflate", "gzip", "as gzip"],
    ["gzip;q=1, br;q=0.5", "gzip", "as gzip"],
    ["br;q=0, gzip", "gzip", "as gzip"],
    ["*", "br", "as brotli"],
    ["*;q=0", null, "plain"],
    ["identity", null, "plain"],
    ["gzip;q=0.5, identity", null, "plain"],
    ["deflate", null, "plain"],
    ["", null, "plain"],
  ])("stand for the file where the client takes them: %j", async (accepted, coding, body) => {
    const { port } = await openFiles(compressed().root);
    const heard = await speak(port, [
      `GET /app.js HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept-Encoding: ${accepted}\r\n\r\n`,
    ]);
    expect(/content-encoding: (\w+)/.exec(heard)?.[1] ?? null).toBe(coding);
    expect(heard.endsWith(`\r\n\r\n${body}`)).toBe(true);
    expect(heard).toContain("content-type: text/javascript; charset=utf-8\r\n");
    expect(heard).toContain("vary: accept-encoding\r\n");
  });

  test("have tags of their own", async () => {
    const { url } = await openFiles(compressed().root);
    const tagOf = async (accepted: string) => {
      const headers = { "accept-encoding": accepted };
      return (await fetch(`${url}/app.js`, { method: "HEAD", headers })).headers.get("etag");
    };
    const tags = [await tagOf("br"), await tagOf("gzip"), await tagOf("identity")];
    expect(new Set(tags).size).toBe(3);
  });

  test("that are older than the file are left alone", async () => {
    const { url } = await openFiles(compressed().root);
    expect(await text(`${url}/old.js`)).toEqual([200, "plain"]);
  });
});

test("a range of more bytes at the end than there are is the whole file", async () => {
  const { url } = await serve();
  const response = await fetch(`${url}/data.json`, { headers: { range: "bytes=-100" } });
  expect([response.status, response.headers.get("content-range")]).toEqual([206, "bytes 0-6/7"]);
});

test("a tag is another one after every change", async () => {
  const { url, at } = await serve();
  const tagOf = async () => (await fetch(`${url}/data.json`)).headers.get("etag");
  const before = await tagOf();
  expect(await tagOf()).toBe(before);
  at.write("public/data.json", '{"a":2}');
  expect(await tagOf()).not.toBe(before);
});

describe("send says the same", () => {
  const dir = mkdtempSync(join(tmpdir(), "skill-host-send-"));
  const names = ["content-length", "content-range", "content-type", "accept-ranges", "location"];
  const modified = new Date("2024-01-01T00:00:00.500Z");

  beforeAll(() => {
    mkdirSync(join(dir, "sub"));
    const files = {
      "a.txt": "0123456789",
      "empty.txt": "",
      "index.html": "home",
      "sub/index.html": "sub",
    };
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(dir, name), content);
      utimesSync(join(dir, name), modified, modified);
    }
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  const reference = () =>
    listenWith((request, response) => {
      send(request, request.url?.split("?")[0] ?? "", { root: dir, dotfiles: "ignore" }).pipe(
        response,
      );
    });
  /** Without headers of fetch's own, such as Cache-Control. */
  async function ask({ port }: { port: number }, path: string, headers: Record<string, string>) {
    const request = get({ host: "127.0.0.1", port, path, headers, agent: false });
    const [response] = (await once(request, "response")) as [IncomingMessage];
    let body = "";
    for await (const chunk of response.setEncoding("utf8")) body += chunk;
    const status = response.statusCode ?? 0;
    const lines = names.map((name) => String(response.headers[name]).toLowerCase());
    const shown = status < 400 ? { body: status < 300 ? body : "", lines } : {};
    return { status, etag: response.headers.etag ?? "", ...shown };
  }
  const compare = async (path: string, headers: Record<string, string> = {}) => {
    const servers = [await openFiles(dir), await reference()];
    const answers = servers.map(async (server) => {
      const { etag: tag } = await ask(server, "/a.txt", {});
      const said = Object.entries(headers).map(([name, value]) => {
        return [name, value.replace("<etag>", tag).replace("<weak>", weak(tag))];
      });
      const { etag: _, ...answer } = await ask(server, path, Object.fromEntries(said));
      return answer;
    });
    const [own, theirs] = await Promise.all(answers);
    expect(own).toEqual(theirs);
  };
  const weak = (tag: string) => `W/${tag.replace(/^W\//, "")}`;

  test.each(["/a.txt", "/", "/empty.txt", "/none", "/sub/", "/a.txt/", "/%61.txt", "/a.txt?x"])(
    "of %s",
    (path) => compare(path),
  );

  test.each([
    "bytes=0-4",
    "bytes=5-",
    "bytes=-3",
    "bytes=0-0",
    "bytes=9-100",
    "bytes=10-",
    "bytes=-0",
    "bytes=5-2",
    "bytes=0-1,4-5",
    "bytes=a-b",
    "bytes=",
    "bytes",
    "items=0-1",
    "bytes=99999999999999999999-",
  ])("of the range %s", (range) => compare("/a.txt", { range }));

  const sameDay = "Mon, 01 Jan 2024 00:00:00 GMT";
  test.each([
    [{ "if-modified-since": sameDay }],
    [{ "if-modified-since": "Sun, 31 Dec 2023 23:59:59 GMT" }],
    [{ "if-modified-since": "nonsense" }],
    [{ "if-unmodified-since": sameDay }],
    [{ "if-unmodified-since": "Sun, 31 Dec 2023 23:59:59 GMT" }],
    [{ "if-none-match": "<etag>" }],
    [{ "if-none-match": "<weak>" }],
    [{ "if-none-match": '"other", <etag>' }],
    [{ "if-none-match": '"other"' }],
    [{ "if-none-match": "*" }],
    [{ "if-none-match": '"other"', "if-modified-since": sameDay }],
    [{ "if-match": "<etag>" }],
    [{ "if-match": '"other"' }],
    [{ "if-match": "*" }],
    [{ range: "bytes=0-1", "if-range": "<etag>" }],
    [{ range: "bytes=0-1", "if-range": '"other"' }],
    [{ range: "bytes=0-1", "if-range": sameDay }],
    [{ range: "bytes=0-1", "if-range": "Sun, 31 Dec 2023 23:59:59 GMT" }],
  ] as Record<string, string>[][])("of the conditions %j", (conditions) => {
    return compare("/a.txt", conditions);
  });
});
