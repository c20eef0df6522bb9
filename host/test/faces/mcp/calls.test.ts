import type { Host, McpFace } from "@luminarys/skill-host";
import type { Client } from "@modelcontextprotocol/client";
import { expect, test } from "vitest";
import { linkedClient, notesFace } from "./linked-client.js";

const text = (value: string) => ({ type: "text", text: value });

async function connected(): Promise<{ client: Client; face: McpFace; host: Host }> {
  const { face, host } = await notesFace();
  return { client: await linkedClient(face), face, host };
}

/** What tells that a skill still answers. */
async function counts(client: Client): Promise<unknown> {
  return (await client.callTool({ name: "notes/count" })).structuredContent;
}

test("text is text, and nothing else", async () => {
  const { client } = await connected();
  const result = await client.callTool({ name: "notes/echo", arguments: { text: "a" } });
  expect(result).toEqual({ content: [text("a|0|0|")] });
});

test("what is more than text is text and structured content", async () => {
  const { client } = await connected();
  await client.listTools();
  const item = { name: "tea", count: "9007199254740993", data: "aGkh", note: null };
  expect(await client.callTool({ name: "notes/item" })).toEqual({
    content: [text(JSON.stringify(item))],
    structuredContent: item,
  });
  expect(await client.callTool({ name: "notes/count" })).toEqual({
    content: [text("42")],
    structuredContent: { result: 42 },
  });
});

test("nothing of a method without result is done", async () => {
  const { client } = await connected();
  expect(await client.callTool({ name: "notes/nothing" })).toEqual({ content: [text("done")] });
});

test("bytes come as base64 and large integers as text", async () => {
  const { client } = await connected();
  const given = { text: "a", big: "-9223372036854775808", data: "aGkh", tags: ["x", "y"] };
  const result = await client.callTool({ name: "notes/echo", arguments: given });
  expect(result.content).toEqual([text("a|-9223372036854775808|3|x+y")]);
});

test("arguments that don't fit are all named, and the skill isn't asked", async () => {
  const { client } = await connected();
  const given = { big: 1.5, data: "%", tags: ["x", 2], txt: "a" };
  expect(await client.callTool({ name: "notes/echo", arguments: given })).toEqual({
    isError: true,
    content: [
      text(`Cannot call notes/echo: 5 arguments don't fit
- text: missing
- big: expected integer, found 1.5
- data: expected base64, found "%"
- tags[1]: expected string, found 2
- txt: unknown, did you mean "text"?
Hint: echo(text: string, big?: integer, data?: bytes, tags?: string[]) -> string`),
    ],
  });
  expect(await counts(client)).toEqual({ result: 42 });
});

test("a method that is chosen by an argument gets its own arguments", async () => {
  const { face } = await notesFace({ manifest: { mcp: { mapping: "per_skill" } } });
  const client = await linkedClient(face);
  const call = (args: Record<string, unknown>) =>
    client.callTool({ name: "notes", arguments: args });
  const given = { method: "echo", arguments: { text: "a" } };
  expect((await call(given)).content).toEqual([text("a|0|0|")]);
  expect((await call({ method: "count" })).structuredContent).toEqual(undefined);
  expect(await call({ method: "secret" })).toEqual({
    isError: true,
    content: [
      text(
        'Cannot call notes: method is "secret", expected one of "echo", "item", "count", "nothing", "session", "hint", "note", "steps", "read", "loop", "spin", "fail", "trap", "ask"',
      ),
    ],
  });
  expect(await call({ method: "echo", text: "a" })).toEqual({
    isError: true,
    content: [
      text(
        'Cannot call notes: text: unknown, it takes method, arguments. Hint: put arguments under "arguments"',
      ),
    ],
  });
});

test("what a skill says to the model stands behind its answer", async () => {
  const { client } = await connected();
  const { content } = await client.callTool({ name: "notes/hint" });
  expect(content).toEqual([text("4 degrees"), text("Tell the user that it is cold")]);
});

test("a skill's error is an error without structured content", async () => {
  const { client } = await connected();
  const failed = { isError: true, content: [text("The fridge is empty")] };
  expect(await client.callTool({ name: "notes/fail" })).toEqual(failed);
  expect(await counts(client)).toEqual({ result: 42 });
});

test("a denial says what would grant it", async () => {
  const { client } = await connected();
  const result = await client.callTool({ name: "notes/read", arguments: { path: "/etc/passwd" } });
  expect(result).toEqual({
    isError: true,
    content: [
      text(
        'abi error: fs_read: Cannot read "/etc/passwd": permissions.fs is disabled. Hint: set permissions.fs.enabled to true and add "/etc:ro" to permissions.fs.dirs',
      ),
    ],
  });
});

test("a trap is an error with its place, and the skill goes on", async () => {
  const { client } = await connected();
  expect(await client.callTool({ name: "notes/trap" })).toEqual({
    isError: true,
    content: [text("The door is shut\n  at skill.ts:98:3")],
  });
  expect(await counts(client)).toEqual({ result: 42 });
});

test("an unknown tool is refused with the one that may have been meant", async () => {
  const { client } = await connected();
  await expect(client.callTool({ name: "notes/cuont" })).rejects.toMatchObject({
    message: expect.stringContaining(
      'Cannot call tool "notes/cuont": there is none of this name. Hint: did you mean "notes/count"?',
    ),
  });
});

test("an unknown tool is no misspelling of another one because both begin with their skill", async () => {
  const { client } = await connected();
  await expect(client.callTool({ name: "notes/wrt" })).rejects.toMatchObject({
    message: expect.stringMatching(/there is none of this name$/),
  });
});

test("a call is in its client's session", async () => {
  const { client } = await connected();
  const { content } = await client.callTool({ name: "notes/session" });
  expect(content).toEqual([text("session-1")]);
});

test("an unknown tool is refused", async () => {
  const { client } = await connected();
  await expect(client.callTool({ name: "notes/secret" })).rejects.toMatchObject({
    code: -32602,
    message: expect.stringContaining('Cannot call tool "notes/secret": there is none of this name'),
  });
});

test("a call that its client cancels ends, and the skill goes on", async () => {
  const { client, face } = await connected();
  const cancelling = new AbortController();
  let looping = () => {};
  const begun = new Promise<void>((resolve) => {
    looping = resolve;
  });
  client.setNotificationHandler("notifications/message", () => looping());
  const call = client.callTool({ name: "notes/loop" }, { signal: cancelling.signal });
  const ended = expect(call).rejects.toThrow();
  await begun;
  cancelling.abort();
  await ended;
  expect(await counts(client)).toEqual({ result: 42 });
  expect(face.openCalls).toBe(0);
});

test("a call that is cancelled before its turn never runs", async () => {
  const { client, face } = await connected();
  const first = new AbortController();
  const second = new AbortController();
  let looping = () => {};
  const begun = new Promise<void>((resolve) => {
    looping = resolve;
  });
  client.setNotificationHandler("notifications/message", () => looping());
  const calls = [first, second].map(({ signal }) =>
    expect(client.callTool({ name: "notes/loop" }, { signal })).rejects.toThrow(),
  );
  await begun;
  second.abort();
  first.abort();
  await Promise.all(calls);
  expect(await counts(client)).toEqual({ result: 42 });
  expect(face.openCalls).toBe(0);
});

test("calls end with their client", async () => {
  const { client, face } = await connected();
  let looping = () => {};
  const begun = new Promise<void>((resolve) => {
    looping = resolve;
  });
  client.setNotificationHandler("notifications/message", () => looping());
  const ended = expect(client.callTool({ name: "notes/loop" })).rejects.toThrow();
  await begun;
  await client.close();
  await ended;
  expect(await counts(await linkedClient(face))).toEqual({ result: 42 });
  expect(face.openCalls).toBe(0);
});

test("a call that takes too long says so", async () => {
  const { face } = await notesFace({ manifest: { limits: { deadline_ms: 100 } } });
  const client = await linkedClient(face);
  expect(await client.callTool({ name: "notes/loop" })).toEqual({
    isError: true,
    content: [
      text(
        'Cannot finish "notes/loop": it ran for more than 100 ms. Hint: raise limits.deadline_ms',
      ),
    ],
  });
  expect(await counts(client)).toEqual({ result: 42 });
});
