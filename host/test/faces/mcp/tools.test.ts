import { expect, test } from "vitest";
import { addNotes, linkedClient, notesFace } from "./linked-client.js";

const namesOf = (tools: { name: string }[]) => tools.map(({ name }) => name);
const all = [
  "notes/ask",
  "notes/count",
  "notes/echo",
  "notes/fail",
  "notes/hint",
  "notes/item",
  "notes/loop",
  "notes/note",
  "notes/nothing",
  "notes/read",
  "notes/session",
  "notes/spin",
  "notes/steps",
  "notes/trap",
];

test("every method is a tool but internal ones and callbacks", async () => {
  const { face } = await notesFace();
  const client = await linkedClient(face);
  const { tools } = await client.listTools();
  expect(namesOf(tools)).toEqual(all);
});

test("a tool has the method's words, schemas and hints", async () => {
  const { face } = await notesFace();
  expect(face.tools.get("notes/echo")?.listed).toEqual({
    name: "notes/echo",
    title: "Notes: echo",
    description: "Says what it got",
    annotations: { readOnlyHint: true, idempotentHint: true },
    inputSchema: {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      properties: {
        text: { type: "string", description: "A text" },
        big: { type: "integer", description: "A large number" },
        data: { type: "string", contentEncoding: "base64", pattern: expect.any(String) },
        tags: { type: "array", items: { type: "string" } },
      },
      required: ["text"],
    },
  });
});

test("structured results have a schema, whose root is an object", async () => {
  const { face } = await notesFace();
  expect(face.tools.get("notes/count")?.listed.outputSchema).toEqual({
    type: "object",
    properties: { result: { type: ["integer", "string"], description: "How many" } },
    required: ["result"],
  });
  expect(face.tools.get("notes/item")?.listed.outputSchema).toEqual({
    type: "object",
    description: "An item",
    properties: {
      name: { type: "string" },
      count: { type: ["integer", "string"] },
      data: { type: ["string", "null"], contentEncoding: "base64", pattern: expect.any(String) },
      note: { type: ["string", "null"] },
    },
  });
});

test("exposed methods narrow, hidden methods then remove", async () => {
  const mcp = { exposed_methods: ["echo", "read", "on_tick"], hidden_methods: ["read"] };
  const { face } = await notesFace({ manifest: { mcp } });
  expect([...face.tools.keys()]).toEqual(["notes/echo"]);
});

test("the separator and the prefix of names are the manifest's", async () => {
  const exposed_methods = ["echo"];
  const { face, host } = await notesFace({
    manifest: { mcp: { separator: "_", exposed_methods } },
  });
  await addNotes(host, { id: "bare", mcp: { prefix: "none", exposed_methods } });
  expect([...face.tools.keys()]).toEqual(["echo", "notes_echo"]);
});

test("a skill can be one tool, whose method argument chooses", async () => {
  const mcp = { mapping: "per_skill" as const, exposed_methods: ["count", "echo"] };
  const { face } = await notesFace({ manifest: { mcp } });
  const { title, description, inputSchema } = face.tools.get("notes")?.listed ?? {};
  expect({ title, description, inputSchema }).toEqual({
    title: "Notes",
    description: `Answers with what it got
Methods:
- echo(text: string, big?: integer, data?: bytes, tags?: string[]) -> string: Says what it got
- count() -> integer: Gives a number`,
    inputSchema: {
      type: "object",
      properties: {
        method: { type: "string", enum: ["echo", "count"] },
        arguments: { type: "object", description: "What the method takes, by name" },
      },
      required: ["method"],
    },
  });
});

test("a name that is taken is left out and told once", async () => {
  const problems: string[] = [];
  const onProblem = (message: string) => void problems.push(message);
  const mcp = { prefix: "none" as const, exposed_methods: ["echo"] };
  const { face, host } = await notesFace({ onProblem, manifest: { mcp } });
  await addNotes(host, { id: "other", mcp });
  await addNotes(host, { id: "third" });
  expect(problems).toEqual([
    'Cannot offer tool "echo" of skill "other": skill "notes" has one of this name. Hint: change mcp.prefix or mcp.separator',
  ]);
  expect(face.tools.get("echo")?.skillId).toBe("notes");
});

test("a name that clients refuse is left out and told", async () => {
  const problems: string[] = [];
  const onProblem = (message: string) => void problems.push(message);
  const mcp = { separator: " ", exposed_methods: ["echo"] };
  const { face } = await notesFace({ onProblem, manifest: { mcp } });
  expect(problems).toEqual([
    'Cannot offer tool "notes echo" of skill "notes": it holds " ", and only letters, digits and "_", "-", ".", "/" are allowed. Hint: change mcp.separator',
  ]);
  expect([...face.tools.keys()]).toEqual([]);
});

test("names that some clients refuse are told once, and offered", async () => {
  const advice: string[] = [];
  const onAdvice = (message: string) => void advice.push(message);
  const mcp = { exposed_methods: ["echo", "count"] };
  const { face, host } = await notesFace({ onAdvice, manifest: { mcp } });
  await addNotes(host, { id: "other", mcp });
  expect(advice).toEqual([
    'Some clients refuse tool names such as "notes/count" (2 in all): they take only letters, digits, "_" and "-", at most 64. Hint: set mcp.separator to "_", or mcp.prefix to none, in the skill\'s manifest',
  ]);
  expect([...face.tools.keys()]).toContain("notes/count");
});

test.each([
  ["plain", { separator: "_" }, []],
  ["longer than 64", { separator: "_".repeat(64) }, ["told"]],
])("of names that are %s, clients refuse those that are too long", async (_kind, shape, told) => {
  const advice: string[] = [];
  const onAdvice = () => void advice.push("told");
  await notesFace({ onAdvice, manifest: { mcp: { ...shape, exposed_methods: ["echo"] } } });
  expect(advice).toEqual(told);
});

test("a list comes in pages, and an unknown cursor is refused", async () => {
  const { face } = await notesFace({ pageSize: 5 });
  const client = await linkedClient(face);
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await client.request({ method: "tools/list", params: { cursor } });
    pages.push(namesOf(page.tools));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(pages).toEqual([all.slice(0, 5), all.slice(5, 10), all.slice(10)]);
  const strange = client.request({ method: "tools/list", params: { cursor: "?" } });
  await expect(strange).rejects.toMatchObject({
    code: -32602,
    message: expect.stringContaining("Cannot list tools: unknown cursor"),
  });
});

test("clients hear of skills that come and go", async () => {
  const { face, host } = await notesFace();
  let heard = () => {};
  const client = await linkedClient(face, {
    prepare: (each) =>
      each.setNotificationHandler("notifications/tools/list_changed", () => heard()),
  });
  const added = new Promise<void>((resolve) => {
    heard = resolve;
  });
  await addNotes(host, { id: "more", mcp: { exposed_methods: ["echo"] } });
  await added;
  expect(namesOf((await client.listTools()).tools)).toContain("more/echo");
  const removed = new Promise<void>((resolve) => {
    heard = resolve;
  });
  await host.remove("more");
  await removed;
  expect(namesOf((await client.listTools()).tools)).toEqual(all);
});

test("a client sees and calls only the tools that it may use", async () => {
  const { face } = await notesFace();
  const client = await linkedClient(face, { allows: (name) => name === "notes/count" });
  expect(namesOf((await client.listTools()).tools)).toEqual(["notes/count"]);
  const refused = client.callTool({ name: "notes/echo", arguments: { text: "a" } });
  await expect(refused).rejects.toMatchObject({
    code: -32602,
    message: expect.stringContaining('Cannot call tool "notes/echo": there is none of this name'),
  });
  const allowed = await client.callTool({ name: "notes/count" });
  expect(allowed.structuredContent).toEqual({ result: 42 });
});
