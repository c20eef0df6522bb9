import { ask, bytes } from "./asker.js";
import type { SuitePart } from "./suite-part.js";

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
