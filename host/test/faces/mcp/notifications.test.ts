import type { Client } from "@modelcontextprotocol/client";
import { expect, test } from "vitest";
import { linkedClient, notesFace } from "./linked-client.js";

/** A client that keeps the log lines that it hears. */
async function listening(): Promise<{ client: Client; heard: unknown[] }> {
  const { face } = await notesFace();
  const heard: unknown[] = [];
  const client = await linkedClient(face, {
    prepare: (each) =>
      each.setNotificationHandler("notifications/message", ({ params }) => {
        heard.push(params);
      }),
  });
  return { client, heard };
}

test("what a skill logs comes before its answer", async () => {
  const { client, heard } = await listening();
  await client.callTool({ name: "notes/note" });
  expect(heard).toEqual([
    { level: "debug", logger: "notes", data: "first" },
    { level: "warning", logger: "notes", data: { message: "second", by: "me" } },
    { level: "error", logger: "notes", data: "third" },
  ]);
});

test("a client hears nothing below its level", async () => {
  const { client, heard } = await listening();
  await client.setLoggingLevel("error");
  await client.callTool({ name: "notes/note" });
  expect(heard).toEqual([{ level: "error", logger: "notes", data: "third" }]);
});

test("a client doesn't hear of others' calls", async () => {
  const { face } = await notesFace();
  const heard: unknown[] = [];
  const loud = await linkedClient(face);
  const quiet = await linkedClient(face, {
    prepare: (each) =>
      each.setNotificationHandler("notifications/message", ({ params }) => {
        heard.push(params);
      }),
  });
  await loud.callTool({ name: "notes/note" });
  await quiet.callTool({ name: "notes/count" });
  expect(heard).toEqual([]);
});

test("a skill says how far it is, which isn't a log line", async () => {
  const { client, heard } = await listening();
  const progress: unknown[] = [];
  await client.callTool(
    { name: "notes/steps" },
    { onprogress: (each) => void progress.push(each) },
  );
  expect(progress).toEqual([
    { progress: 1, total: 2, message: "one" },
    { progress: 2, total: 2, message: "two" },
  ]);
  expect(heard).toEqual([]);
});

test("progress that nobody asked for isn't told", async () => {
  const { client, heard } = await listening();
  const result = await client.callTool({ name: "notes/steps" });
  expect(result).toEqual({ content: [{ type: "text", text: "done" }] });
  expect(heard).toEqual([]);
});
