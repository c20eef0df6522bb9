import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as OldHttp } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport as OldTransport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { describe, expect, onTestFinished, test } from "vitest";
import { bearer, httpClient, httpServer, openSession, post, token } from "./http-server.js";
import { addNotes } from "./linked-client.js";

const text = (value: string) => ({ type: "text", text: value });
const count = { jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "notes/count" } };

async function oldClient(url: string): Promise<OldClient> {
  const client = new OldClient({ name: "test", version: "1.0.0" });
  await client.connect(new OldHttp(new URL(url)) as OldTransport);
  onTestFinished(() => client.close());
  return client;
}

const clients = [
  ["a client of 2025", (url: string) => httpClient(url)],
  ["a client of 2026-07-28", (url: string) => httpClient(url, { modern: true })],
  ["a client of the library's first version", oldClient],
] as const;

describe.each(clients)("%s", (_name, connect) => {
  test("lists and calls tools", async () => {
    const { url } = await httpServer();
    const client = (await connect(url)) as OldClient;
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain("notes/echo");
    const echo = { name: "notes/echo", arguments: { text: "hi" } };
    expect(await client.callTool(echo)).toMatchObject({ content: [text("hi|0|0|")] });
    const counted = await client.callTool({ name: "notes/count" });
    expect(counted).toMatchObject({ structuredContent: { result: 42 } });
    expect(await client.callTool({ name: "notes/fail" })).toMatchObject({
      isError: true,
      content: [text("The fridge is empty")],
    });
  });
});

describe.each([
  ["2025", false],
  ["2026-07-28", true],
] as const)("a client of %s", (_version, modern) => {
  test("hears how far a call is", async () => {
    const { url } = await httpServer();
    const client = await httpClient(url, { modern });
    const heard: unknown[] = [];
    const onprogress = (each: unknown) => void heard.push(each);
    await client.callTool({ name: "notes/steps" }, { onprogress });
    expect(heard).toEqual([
      { progress: 1, total: 2, message: "one" },
      { progress: 2, total: 2, message: "two" },
    ]);
  });

  test("cancels a call, and the skill goes on", async () => {
    const { url, face } = await httpServer();
    const client = await httpClient(url, { modern });
    const cancelling = new AbortController();
    const onprogress = () => cancelling.abort();
    const spin = client.callTool({ name: "notes/spin" }, { signal: cancelling.signal, onprogress });
    await expect(spin).rejects.toThrow();
    const { structuredContent } = await client.callTool({ name: "notes/count" });
    expect([structuredContent, face.openCalls]).toEqual([{ result: 42 }, 0]);
  });

  test("has its model asked within the very call that prompts", async () => {
    const { url, face } = await httpServer();
    const client = await httpClient(url, {
      modern,
      prepare: (each) =>
        each.setRequestHandler("sampling/createMessage", () => ({
          model: "m",
          role: "assistant" as const,
          content: { type: "text" as const, text: "4 degrees" },
        })),
    });
    const ask = { name: "notes/ask", arguments: { prompt: "How cold is it?" } };
    expect((await client.callTool(ask)).content).toEqual([text("it said: 4 degrees")]);
    expect([face.parking.size, face.openCalls]).toEqual([0, 0]);
  });
});

test("each session has a state of its own, and its id is the skill's session", async () => {
  const { url, mcp } = await httpServer();
  const [first, second] = [await openSession(url), await openSession(url)];
  const call = { ...count, params: { name: "notes/session" } };
  const answer = await (await post(url, call, first)).text();
  expect(answer).toContain(first["mcp-session-id"]);
  expect(answer).not.toContain(second["mcp-session-id"]);
  expect(mcp.sessionCount).toBe(2);
});

test("clients without sessions have one for each token and name", async () => {
  const { url } = await httpServer({ tokens: [token("ada")] });
  const client = await httpClient(url, { modern: true, headers: bearer("ada") });
  const { content } = await client.callTool({ name: "notes/session" });
  expect(content).toEqual([text("mcp:token ada:test")]);
});

test("clients that listen hear of skills that come", async () => {
  const { url, host } = await httpServer();
  const session = await openSession(url);
  const stream = await fetch(url, { headers: { ...session, accept: "text/event-stream" } });
  await addNotes(host, { id: "more" });
  expect(await readUntil(stream, "list_changed")).toContain("notifications/tools/list_changed");
});

test("a session ends when its client says so", async () => {
  const { url, mcp } = await httpServer();
  const session = await openSession(url);
  const ended = await fetch(url, { method: "DELETE", headers: session });
  expect([ended.status, mcp.sessionCount]).toEqual([200, 0]);
  expect((await post(url, count, session)).status).toBe(404);
});

test("sessions are bounded: the one that was unused for longest goes", async () => {
  const { url, mcp } = await httpServer({ maxSessions: 2 });
  const first = await openSession(url);
  const second = await openSession(url);
  await (await post(url, count, first)).text();
  await openSession(url);
  expect(mcp.sessionCount).toBe(2);
  expect((await post(url, count, second)).status).toBe(404);
  expect((await post(url, count, first)).status).toBe(200);
});

test("a client whose connection broke gets the rest of its answer", async () => {
  const { url } = await httpServer();
  const versioned = { "mcp-protocol-version": "2025-11-25" };
  const session = { ...(await openSession(url, {})), ...versioned };
  const leaving = new AbortController();
  const response = await fetch(url, {
    method: "POST",
    signal: leaving.signal,
    headers: {
      ...session,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    },
    body: JSON.stringify({ ...count, params: { name: "notes/note" } }),
  });
  const { value } = (await response.body?.getReader().read()) ?? {};
  const [, id = ""] = /^id: (.+)$/m.exec(new TextDecoder().decode(value)) ?? [];
  leaving.abort();
  const rest = await resume(url, { ...session, "last-event-id": id });
  expect(rest.status).toBe(200);
  const told = await readUntil(rest, '"id":2');
  expect(told).toContain('"result"');
});

/** Asks again while the server hasn't noticed that the first connection is gone, as clients do. */
async function resume(url: string, headers: Record<string, string>): Promise<Response> {
  const response = await fetch(url, { headers: { ...headers, accept: "text/event-stream" } });
  if (response.status !== 409) return response;
  await response.text();
  return resume(url, headers);
}

/** What a stream says until a text is in it, or its end. */
async function readUntil({ body }: Response, text: string): Promise<string> {
  let told = "";
  for await (const part of body ?? []) {
    told += new TextDecoder().decode(part);
    if (told.includes(text)) break;
  }
  return told;
}

describe("tokens", () => {
  test("a request without or with a wrong one is refused, the right one is served", async () => {
    const { url } = await httpServer({ tokens: [token("ada"), token("eve")] });
    const none = await post(url, count);
    expect([none.status, none.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    expect((await post(url, count, { authorization: "Bearer x" })).status).toBe(401);
    expect((await post(url, count, { authorization: "Basic x" })).status).toBe(401);
    const client = await httpClient(url, { headers: bearer("eve") });
    expect((await client.callTool({ name: "notes/count" })).structuredContent).toEqual({
      result: 42,
    });
  });

  test("a token has the tools that its patterns match, and no others", async () => {
    const { url } = await httpServer({ tokens: [token("ada", ["notes/[cn]*"]), token("eve", [])] });
    const ada = await httpClient(url, { headers: bearer("ada") });
    const names = (await ada.listTools()).tools.map(({ name }) => name);
    expect(names).toEqual(["notes/count", "notes/note", "notes/nothing"]);
    const echo = ada.callTool({ name: "notes/echo", arguments: { text: "a" } });
    await expect(echo).rejects.toMatchObject({ code: -32602 });
    const eve = await httpClient(url, { headers: bearer("eve"), modern: true });
    expect((await eve.listTools()).tools).toEqual([]);
  });

  test("nobody goes on with another one's session", async () => {
    const { url } = await httpServer({ tokens: [token("ada"), token("eve")] });
    const session = await openSession(url, bearer("ada"));
    expect((await post(url, count, { ...session, ...bearer("eve") })).status).toBe(404);
    expect((await post(url, count, { ...session, ...bearer("ada") })).status).toBe(200);
  });

  test("who guesses too often waits, and others don't", async () => {
    const { url } = await httpServer({ tokens: [token("ada")] });
    const statuses: number[] = [];
    for (let guess = 0; guess < 22; guess++) {
      statuses.push((await post(url, count, { authorization: `Bearer ${guess}` })).status);
    }
    expect(statuses.filter((status) => status === 401).length).toBe(20);
    expect(statuses.at(-1)).toBe(429);
  });
});
