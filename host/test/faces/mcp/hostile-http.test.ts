import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { httpClient, httpServer, initialize, openSession, post } from "./http-server.js";

const count = { jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "notes/count" } };

/** What tells that a server still serves. */
async function serves(url: string): Promise<unknown> {
  const client = await httpClient(url);
  return (await client.callTool({ name: "notes/count" })).structuredContent;
}

/** Sends with headers that fetch would set by itself. */
async function raw(
  { port }: { port: number },
  headers: Record<string, string>,
  method = "POST",
): Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]> }> {
  const sent = request({ host: "127.0.0.1", port, path: "/mcp", method, headers });
  sent.end(method === "POST" ? JSON.stringify(initialize) : undefined);
  const [response] = await once(sent, "response");
  response.resume();
  await once(response, "end");
  return { status: response.statusCode, headers: response.headers };
}

const json = {
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
};

describe("bodies", () => {
  test.each([
    ["no JSON", "{", 400],
    ["nothing", "", 400],
    ["no message", { hello: 1 }, 400],
    ["a list of nothing", [], 400],
    ["a number", 7, 400],
    ["null", "null", 400],
    ["deep nesting", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, 400],
    ["another protocol", { ...count, jsonrpc: "1.0" }, 400],
    ["no session", count, 400],
  ])("%s is refused", async (_name, body, status) => {
    const { url } = await httpServer();
    expect((await post(url, body)).status).toBe(status);
    expect(await serves(url)).toEqual({ result: 42 });
  });

  test("another content type is refused", async () => {
    const { url } = await httpServer();
    expect((await post(url, count, { "content-type": "text/plain" })).status).toBe(415);
    expect((await post(url, initialize, { accept: "text/html" })).status).toBe(406);
    expect(await serves(url)).toEqual({ result: 42 });
  });

  test("100 MB are refused by their length, before they are sent", async () => {
    const { port, url } = await httpServer();
    const headers = { ...json, "content-length": String(100_000_000), expect: "100-continue" };
    const sent = request({ host: "127.0.0.1", port, path: "/mcp", method: "POST", headers });
    sent.on("error", () => {});
    onTestFinished(() => void sent.destroy());
    sent.flushHeaders();
    const [response] = await once(sent, "response");
    expect(response.statusCode).toBe(413);
    expect(await serves(url)).toEqual({ result: 42 });
  });

  test("a body without length is refused where it grows too large", async () => {
    const { port, url } = await httpServer();
    const headers = { ...json, "transfer-encoding": "chunked" };
    const sent = request({ host: "127.0.0.1", port, path: "/mcp", method: "POST", headers });
    sent.on("error", () => {});
    onTestFinished(() => void sent.destroy());
    const response = once(sent, "response");
    for (let part = 0; part < 5; part++) sent.write(" ".repeat(1_000_000));
    const [answer] = await response;
    expect(answer.statusCode).toBe(413);
    expect(await serves(url)).toEqual({ result: 42 });
  });
});

describe("requests", () => {
  test("an unknown session, a wrong method and a wrong path have their own answers", async () => {
    const { url } = await httpServer();
    expect((await post(url, count, { "mcp-session-id": "x" })).status).toBe(404);
    expect((await fetch(url, { headers: { accept: "text/event-stream" } })).status).toBe(400);
    const session = await openSession(url);
    expect((await fetch(url, { method: "PUT", headers: session })).status).toBe(405);
    expect((await fetch(`${url}/more`)).status).toBe(404);
    expect(await serves(url)).toEqual({ result: 42 });
  });

  test("a request without a session says how to get one", async () => {
    const { url } = await httpServer();
    const refused = await post(url, count);
    expect(await refused.json()).toMatchObject({
      error: {
        message:
          "Refused: expected an Mcp-Session-Id header. Hint: send initialize first, and with each " +
          "further request the Mcp-Session-Id that its answer has",
      },
    });
    expect(await serves(url)).toEqual({ result: 42 });
  });

  test("an unknown version of the protocol is refused", async () => {
    const { url } = await httpServer();
    const session = { ...(await openSession(url)), "mcp-protocol-version": "1999-01-01" };
    expect((await post(url, count, session)).status).toBe(400);
    expect(await serves(url)).toEqual({ result: 42 });
  });

  test("a session is initialised once", async () => {
    const { url } = await httpServer();
    const session = await openSession(url);
    expect((await post(url, initialize, session)).status).toBe(400);
    expect(await serves(url)).toEqual({ result: 42 });
  });

  test("too many at once are told to wait", async () => {
    const { url } = await httpServer({ requestsPerSecond: 1 });
    const statuses = await Promise.all(
      Array.from({ length: 12 }, async () => (await post(url, count)).status),
    );
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(6);
  });

  test("a client that vanishes in the middle of a call disturbs nobody", async () => {
    const { url, mcp, face } = await httpServer();
    const session = await openSession(url);
    const leaving = new AbortController();
    const spin = { ...count, params: { name: "notes/spin", _meta: { progressToken: 1 } } };
    const response = await fetch(url, {
      method: "POST",
      signal: leaving.signal,
      headers: { ...json, ...session },
      body: JSON.stringify(spin),
    });
    await response.body?.getReader().read();
    leaving.abort();
    await fetch(url, { method: "DELETE", headers: session });
    expect(await serves(url)).toEqual({ result: 42 });
    expect([mcp.sessionCount, face.openCalls]).toEqual([1, 0]);
  });

  test("headers that never end are cut off", async () => {
    const { port, url } = await httpServer();
    const socket = connect(port, "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    await once(socket, "connect");
    socket.write(`POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-Long: ${"x".repeat(40_000)}`);
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 431 /);
    expect(await serves(url)).toEqual({ result: 42 });
  });
});

describe("names and pages", () => {
  test.each([
    ["localhost", 200],
    ["LOCALHOST:80", 200],
    ["127.0.0.1:1", 200],
    ["[::1]:8080", 200],
    ["evil.example", 403],
    ["localhost.evil.example", 403],
    ["127.0.0.1@evil.example", 400],
    ["localhost#.evil.example", 400],
  ])("a request for host %j gets %i", async (host, status) => {
    const server = await httpServer();
    expect((await raw(server, { ...json, host })).status).toBe(status);
  });

  test("other names are those that are configured", async () => {
    const server = await httpServer({ http: { allowed_hosts: ["skills.example"] } });
    expect((await raw(server, { ...json, host: "skills.example:443" })).status).toBe(200);
    expect((await raw(server, { ...json, host: "localhost" })).status).toBe(403);
  });

  test("pages may ask whose origin is listed, or the server's own", async () => {
    const server = await httpServer({ http: { allowed_origins: ["https://app.example"] } });
    const host = `localhost:${server.port}`;
    const from = (origin: string) => raw(server, { ...json, host, origin });
    const listed = await from("https://app.example");
    expect([listed.status, listed.headers["access-control-allow-origin"]]).toEqual([
      200,
      "https://app.example",
    ]);
    expect((await from(`http://${host}`)).status).toBe(200);
    expect((await from("https://evil.example")).status).toBe(403);
    expect((await from("https://app.example.evil.example")).status).toBe(403);
    expect((await from("null")).status).toBe(403);
  });

  test("a browser's question before a request is answered for listed pages only", async () => {
    const server = await httpServer({ http: { allowed_origins: ["https://app.example"] } });
    const ask = (origin: string) =>
      raw(
        server,
        {
          host: "localhost",
          origin,
          "access-control-request-method": "POST",
          "access-control-request-headers": "content-type, mcp-session-id",
        },
        "OPTIONS",
      );
    const { status, headers } = await ask("https://app.example");
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      "access-control-allow-origin": "https://app.example",
      "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
      "access-control-allow-headers": "content-type, mcp-session-id",
    });
    expect((await ask("https://evil.example")).status).toBe(403);
  });
});
