import { describe, expect, test } from "vitest";
import { jsonOf, openSite } from "./site.js";

const status = async (url: string, init: RequestInit = {}) => (await fetch(url, init)).status;
const json = (url: string) => jsonOf<{ route: object; path: string }>(fetch(url));

describe("a path", () => {
  test("gives each named segment, percent-decoded once, and %2F doesn't split", async () => {
    const { url } = await openSite({ routes: ["GET /a/:one/:two site"] });
    const { route, path } = await json(`${url}/a/b%2Fc%252F/k%C3%A4se?x=1`);
    expect(route).toEqual({ one: "b/c%2F", two: "käse" });
    expect(path).toBe("/a/b%2Fc%252F/k%C3%A4se");
  });

  test.each(["/a/%", "/a/%zz", "/a/%ff", "/a/%c3%28"])(
    "with a bad escape is 400: %s",
    async (path) => {
      const { url } = await openSite({ routes: ["GET /a/:one site", "GET / site.hello"] });
      const response = await fetch(url + path);
      expect(response.status).toBe(400);
      expect(await response.text()).toBe("The path holds a bad percent escape\n");
      expect(await status(`${url}/`)).toBe(200);
    },
  );

  test("is found without its query, and of two routes the first declared wins", async () => {
    const { url } = await openSite({
      routes: ["GET /notes/new site.hello", "GET /notes/:id site", "GET /notes/last site.hello"],
    });
    expect(await (await fetch(`${url}/notes/new?id=7`)).text()).toBe("<p>hello</p>");
    expect((await json(`${url}/notes/last`)).route).toEqual({ id: "last" });
  });

  test("with a slash at its end is another one, except that of the root", async () => {
    const { url } = await openSite({ routes: ["GET / site.hello", "GET /a site.hello"] });
    const found = [url, `${url}/`, `${url}/a`, `${url}/a/`].map((each) => status(each));
    expect(await Promise.all(found)).toEqual([200, 200, 200, 404]);
  });
});

describe("a method", () => {
  test("HEAD falls back to GET: the same head, no body", async () => {
    const { url } = await openSite({ routes: ["GET / site.hello"] });
    const [got, head] = [await fetch(url), await fetch(url, { method: "HEAD" })];
    expect(await head.text()).toBe("");
    const facts = ({ status: code, headers }: Response) => [
      code,
      headers.get("content-type"),
      headers.get("content-length"),
    ];
    expect(facts(head)).toEqual([200, "text/html; charset=utf-8", "12"]);
    expect(facts(head)).toEqual(facts(got));
  });

  test("a HEAD route of its own comes before GET", async () => {
    const { url } = await openSite({ routes: ["GET /:x site.hello", "HEAD /a site.nothing"] });
    expect(await status(`${url}/a`, { method: "HEAD" })).toBe(204);
    expect(await status(`${url}/b`, { method: "HEAD" })).toBe(200);
  });

  test("that a path doesn't have is 405 with Allow, after files", async () => {
    const { url } = await openSite({ routes: ["POST /a site.hello", "GET /:x site.hello"] });
    const response = await fetch(`${url}/a`, { method: "DELETE" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
    expect(await response.text()).toBe("Method Not Allowed\n");
    expect(await status(`${url}/a`, { method: "POST" })).toBe(200);
  });

  test.each(["PUT", "PATCH", "DELETE", "OPTIONS"])("%s has routes too", async (method) => {
    const { url } = await openSite({ routes: [`${method} /a site.hello`] });
    expect(await status(`${url}/a`, { method })).toBe(200);
  });
});

test("a path that nobody declares is 404", async () => {
  const { url } = await openSite({ routes: ["GET /a site.hello"] });
  const response = await fetch(`${url}/b`);
  expect([response.status, await response.text()]).toEqual([404, "Not Found\n"]);
});

describe("a ref", () => {
  test("of a skill alone is its method called handle, or its only one", async () => {
    const { url } = await openSite({ routes: ["GET /all site"] });
    expect((await json(`${url}/all`)).path).toBe("/all");
  });

  test("may name a method that models don't see", async () => {
    const { url } = await openSite({ routes: ["GET /secret site.secret"] });
    expect(await (await fetch(`${url}/secret`)).text()).toBe("internal");
  });
});
