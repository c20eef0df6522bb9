import { ask, bytes } from "./asker.js";
import type { SuitePart } from "./suite-part.js";
import type { WorldRequest } from "./world.js";

export function httpSuite({ describe, promise, expect }: SuitePart): void {
  describe("http", () => {
    promise("get gives status, headers and body", async (world) => {
      const headers = { "x-answer": "42" };
      const url = await world.serveHttp({ "GET /a": { status: 201, headers, body: "hello" } });
      const answer = await ask(world, "http_get", { url: `${url}/a` });
      expect(answer).toMatchObject({ status: 201, body: bytes("hello"), truncated: false });
      const found = (answer.headers as { name: string; value: string }[]).filter(
        ({ name }) => name.toLowerCase() === "x-answer",
      );
      expect(found.map(({ value }) => value)).toEqual(["42"]);
    });

    promise("a body beyond max_bytes is cut", async (world) => {
      const url = await world.serveHttp({ "GET /": { body: "hello" } });
      const get = { url: `${url}/`, max_bytes: 2 };
      const wanted = { status: 200, body: bytes("he"), truncated: true };
      expect(await ask(world, "http_get", get)).toMatchObject(wanted);
    });

    promise("post and other methods reach their route", async (world) => {
      const url = await world.serveHttp({ "POST /": { body: "p" }, "DELETE /": { status: 204 } });
      const post = { url: `${url}/`, body: bytes("x"), content_type: "text/plain" };
      expect(await ask(world, "http_post", post)).toMatchObject({ status: 200, body: bytes("p") });
      const request = { method: "DELETE", url: `${url}/` };
      expect(await ask(world, "http_request", request)).toMatchObject({ status: 204 });
    });

    promise("a redirect is followed when that is asked for", async (world) => {
      const url = await world.serveHttp({
        "GET /old": { status: 302, headers: { location: "/new" } },
        "GET /new": { body: "there" },
      });
      const request = { method: "GET", url: `${url}/old` };
      expect(await ask(world, "http_request", request)).toMatchObject({ status: 302 });
      const follow = { ...request, follow_redirects: true };
      const wanted = { status: 200, body: bytes("there") };
      expect(await ask(world, "http_request", follow)).toMatchObject(wanted);
    });

    promise("a redirect within a circle comes to an end", async (world) => {
      const url = await world.serveHttp({
        "GET /round": { status: 302, headers: { location: "/round" } },
      });
      const request = { method: "GET", url: `${url}/round`, follow_redirects: true };
      const error_code = "unavailable";
      expect(await ask(world, "http_request", request)).toMatchObject({ error_code });
    });

    promise(
      "a post that is seen elsewhere becomes a get, and stays what it is by 307",
      async (world) => {
        const url = await world.serveHttp({
          "POST /seen": { status: 303, headers: { location: "/new" } },
          "POST /moved": { status: 307, headers: { location: "/new" } },
          "GET /new": { body: ({ body }) => `got ${body}` },
          "POST /new": { body: ({ body }) => `took ${body}` },
        });
        const post = { method: "POST", body: bytes("x"), follow_redirects: true };
        const bodyOf = async (path: string) =>
          (await ask(world, "http_request", { ...post, url: `${url}${path}` })).body;
        expect(await bodyOf("/seen")).toEqual(bytes("got "));
        expect(await bodyOf("/moved")).toEqual(bytes("took x"));
      },
    );

    promise("headers and body reach the server, and a type that is given", async (world) => {
      const body = (request: WorldRequest) =>
        [request.headers["x-a"], request.headers["content-type"], request.body].join(" ");
      const url = await world.serveHttp({ "POST /": { body }, "PUT /": { body } });
      const headers = [
        { name: "X-A", value: "1" },
        { name: "Content-Type", value: "text/a" },
      ];
      const put = { method: "PUT", url: `${url}/`, headers, body: bytes("b") };
      const answer = { status: 200, body: bytes("1 text/a b") };
      expect(await ask(world, "http_request", put)).toMatchObject(answer);
      const post = { url: `${url}/`, body: bytes("b"), content_type: "" };
      const wanted = { body: bytes(" application/octet-stream b") };
      expect(await ask(world, "http_post", post)).toMatchObject(wanted);
    });

    promise("a jar keeps cookies for the requests that use it", async (world) => {
      const url = await world.serveHttp({
        "GET /login": { headers: { "set-cookie": "id=7; Path=/" }, body: "in" },
        "GET /who": { body: ({ headers }) => headers.cookie ?? "nobody" },
      });
      const get = (path: string, more = {}) =>
        ask(world, "http_request", { method: "GET", url: `${url}${path}`, ...more });
      const { cookies } = await get("/login", { use_jar: true });
      expect(cookies).toMatchObject([{ name: "id", value: "7", path: "/" }]);
      expect(await get("/who", { use_jar: true })).toMatchObject({ body: bytes("id=7") });
      expect(await get("/who")).toMatchObject({ body: bytes("nobody") });
      const own = [{ name: "own", value: "1" }];
      expect(await get("/who", { cookies: own })).toMatchObject({ body: bytes("own=1") });
    });

    promise(
      "a jar keeps the cookies of a redirect, for the request that it leads to",
      async (world) => {
        const headers = { location: "/who", "set-cookie": "id=8; Path=/" };
        const url = await world.serveHttp({
          "GET /login": { status: 302, headers },
          "GET /who": { body: ({ headers }) => headers.cookie ?? "nobody" },
        });
        const login = { method: "GET", url: `${url}/login`, follow_redirects: true, use_jar: true };
        expect(await ask(world, "http_request", login)).toMatchObject({ body: bytes("id=8") });
      },
    );

    promise("a server that refuses connections is unavailable", async (world) => {
      const get = { url: `http://${await world.closedAddress()}/` };
      expect(await ask(world, "http_get", get)).toMatchObject({ error_code: "unavailable" });
    });

    promise("a server that never answers is a timeout", async (world) => {
      const url = await world.serveHttp({ "GET /": { hangs: true } });
      const get = { url: `${url}/`, timeout_ms: 50 };
      expect(await ask(world, "http_get", get)).toMatchObject({ error_code: "timeout" });
    });

    promise("URLs that aren't granted are denied", async (world) => {
      const get = { url: "https://example.com/" };
      expect(await ask(world, "http_get", get)).toMatchObject({ error_code: "denied" });
    });
  });
}
