import { describe, expect, test } from "vitest";
import { Workspace } from "../../config/workspace.js";
import { jsonOf, openSite } from "./site.js";

const routes = ["GET /parts site.parts", "GET / site.hello"];
const attributes = /^_sid=([\da-f-]{36}); Path=\/; HttpOnly; SameSite=Lax$/;

/** The session that a response sets, if it sets one. */
const setBy = (response: Response) =>
  response.headers.getSetCookie().map((line) => attributes.exec(line)?.[1] ?? line);
const withSession = (id: string) => ({ headers: { cookie: `_sid=${id}` } });

describe("the _sid cookie", () => {
  test("is set when absent: a UUID, HttpOnly, SameSite=Lax, Path=/", async () => {
    const { url, sessions } = await openSite({ routes });
    const [id = "", ...more] = setBy(await fetch(url));
    expect(sessions.isOurs(id)).toBe(true);
    expect(more).toEqual([]);
  });

  test("is Secure under TLS", async () => {
    const { url } = await openSite({ routes, secure: true });
    const [line] = (await fetch(url)).headers.getSetCookie();
    expect(line).toMatch(/^_sid=[\da-f-]{36}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  });

  test("holds the sessionId that the first request has already", async () => {
    const { url } = await openSite({ routes });
    const response = await fetch(`${url}/parts`);
    const [id] = setBy(response);
    expect((await jsonOf<string[]>(response)).slice(2, 4)).toEqual([id, id]);
  });

  test("is left alone once a client has one, and is its session from then on", async () => {
    const { url } = await openSite({ routes });
    const [id = ""] = setBy(await fetch(url));
    const response = await fetch(`${url}/parts`, withSession(id));
    expect(setBy(response)).toEqual([]);
    expect((await jsonOf<string[]>(response))[2]).toBe(id);
  });

  test.each([
    ["is no UUID", "abc"],
    ["somebody made up", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"],
    ["is empty", ""],
    ["is several", "3f2504e0-4f89-41d3-9a0c-0305e82c3301; _sid=x"],
  ])("is replaced when it %s, so that nobody fixes another's session", async (_, given) => {
    const { url, sessions } = await openSite({ routes });
    const response = await fetch(`${url}/parts`, withSession(given));
    const [id = ""] = setBy(response);
    expect(sessions.isOurs(id)).toBe(true);
    expect((await jsonOf<string[]>(response))[2]).toBe(id);
  });

  test("of this host counts behind others of the same name", async () => {
    const { url, sessions } = await openSite({ routes });
    const id = sessions.issue();
    const response = await fetch(`${url}/parts`, withSession(`planted; _sid=${id}`));
    expect((await jsonOf<string[]>(response))[2]).toBe(id);
  });

  test("is set on every answer: files, redirects, what isn't there, what is wrong", async () => {
    const at = new Workspace({ "a.txt": "a", "sub/index.html": "sub" });
    const { url } = await openSite({
      routes: [...routes, "GET /fail site.fail", "GET /x/:id site.hello", "POST /y site.hello"],
      publicDir: at.root,
    });
    const paths = ["/a.txt", "/sub", "/none", "/fail", "/x/%zz", "/y"];
    const responses = await Promise.all(
      paths.map((path) => fetch(url + path, { redirect: "manual" })),
    );
    expect(responses.map(({ status }) => status)).toEqual([200, 301, 404, 500, 400, 405]);
    expect(responses.map((response) => setBy(response).length)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test("that is set keeps the answer out of caches that others use", async () => {
    const at = new Workspace({ "a.txt": "a" });
    const { url, sessions } = await openSite({ routes, publicDir: at.root });
    const caching = async (path: string, init: RequestInit = {}) =>
      (await fetch(url + path, init)).headers.get("cache-control");
    expect([await caching("/"), await caching("/a.txt")]).toEqual([
      "private, no-cache",
      "private, no-cache",
    ]);
    const known = withSession(sessions.issue());
    expect([await caching("/", known), await caching("/a.txt", known)]).toEqual([null, "no-cache"]);
  });
});
