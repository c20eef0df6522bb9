import { chatPage } from "@luminarys/skill-host";
import { describe, expect, test } from "vitest";

const page = chatPage();
const at = (path: string) => `http://localhost${path}`;
const get = (path: string, init: RequestInit = {}) => page.fetch(new Request(at(path), init));

test.each([
  ["/chat", "text/html"],
  ["/chat/chat.js", "text/javascript"],
  ["/chat/chat.css", "text/css"],
  ["/chat/icon.svg", "image/svg+xml"],
])("%s is served as %s, and as nothing else", async (path, type) => {
  const { status, headers } = await get(path);
  expect([status, headers.get("content-type")]).toEqual([200, `${type}; charset=utf-8`]);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(page.paths).toContain(path);
});

test("its policy allows its own files and server only, no inline script, and no frame around it", async () => {
  const policy = (await get("/chat")).headers.get("content-security-policy");
  expect(policy).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
      "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
      "require-trusted-types-for 'script'; trusted-types 'none'",
  );
});

test("the page names no other server, and holds no script of its own", async () => {
  const texts = await Promise.all(page.paths.map(async (path) => (await get(path)).text()));
  const addresses = texts.flatMap((text) => text.match(/\b(?:https?|wss?):\/\/[^"'\s)]+/g) ?? []);
  expect(new Set(addresses)).toEqual(new Set(["http://www.w3.org/2000/svg"]));
  const [html = ""] = texts;
  expect(html.match(/<script[^>]*>[^<]/g)).toBe(null);
  expect(html.match(/\son\w+=|style=/g)).toBe(null);
});

test("what a browser has isn't sent again", async () => {
  const { headers } = await get("/chat");
  const etag = headers.get("etag") ?? "";
  const again = await get("/chat", { headers: { "if-none-match": etag } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  expect(headers.get("cache-control")).toBe("no-cache");
});

describe("a request", () => {
  test("for the head gets no body", async () => {
    const { status, headers, body } = await get("/chat", { method: "HEAD" });
    expect([status, body]).toEqual([200, null]);
    expect(Number(headers.get("content-length"))).toBeGreaterThan(1000);
  });

  test("that would change something is refused", async () => {
    const { status, headers } = await get("/chat", { method: "POST" });
    expect([status, headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });

  test.each(["/chat/", "/chat/main.ts", "/chat/../chat.js", "/", "/chat/%2e%2e/index.html"])(
    "for %s finds nothing",
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});

test("the page is told where the gateway is, whatever the path holds", async () => {
  const html = await (
    await chatPage({ gatewayPath: '/a"<&/ws' }).fetch(new Request(at("/chat")))
  ).text();
  expect(html).toContain('<meta name="gateway" content="./a&quot;&lt;&amp;/ws" />');
});
