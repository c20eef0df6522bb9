import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Workspace } from "../../config/workspace.js";
import { command, notesWorkspace, startClient, startOldClient } from "./process-client.js";

const clients = [
  ["a client of the library's second version", startClient],
  ["a client of the library's first version", startOldClient],
] as const;

describe.each(clients)("%s", (_name, start) => {
  test("lists and calls tools of a host that it starts", async () => {
    const client = await start(await notesWorkspace());
    expect(await client.list()).toContain("notes/echo");
    expect(await client.call("notes/echo", { text: "hi" })).toEqual({
      content: [{ type: "text", text: "hi|0|0|" }],
    });
    expect(await client.call("notes/item")).toMatchObject({
      structuredContent: { name: "tea", count: "9007199254740993", data: "aGkh", note: null },
    });
    expect(await client.call("notes/fail")).toMatchObject({ isError: true });
  });
});

/** A host whose streams the test has. */
function open(at: Workspace, ...args: string[]) {
  const { command: file, args: own, env } = command(at, ...args);
  const child = spawn(file, own, { env });
  onTestFinished(() => void child.kill("SIGKILL"));
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    err += text;
  });
  const ended = once(child, "close").then(([code]) => ({ code, out, err }));
  const say = (message: unknown) => child.stdin.write(`${JSON.stringify(message)}\n`);
  const hears = async (text: string) => {
    while (!out.includes(text)) await once(child.stdout, "data");
  };
  return { child, ended, say, hears };
}

const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  },
};
const initialized = { jsonrpc: "2.0", method: "notifications/initialized" };
const note = { jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "notes/note" } };

test("the output holds the protocol only, logs go to the error output", async () => {
  const { child, ended, say, hears } = open(await notesWorkspace());
  for (const message of [initialize, initialized, note]) say(message);
  await hears('"id":2');
  child.stdin.end();
  const { code, out, err } = await ended;
  const messages = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(messages.map(({ id, method }) => id ?? method)).toEqual([
    1,
    "notifications/message",
    "notifications/message",
    "notifications/message",
    2,
  ]);
  expect(err).toContain("second");
  expect(err.split("Some clients refuse tool names such as")).toHaveLength(2);
  expect(code).toBe(0);
});

test("every start goes on with one session, unless another one is given", async () => {
  const at = await notesWorkspace();
  const session = { ...note, params: { name: "notes/session" } };
  const answers: unknown[] = [];
  for (const args of [[], [], ["--session", "work"]]) {
    const { child, ended, say, hears } = open(at, ...args);
    for (const message of [initialize, initialized, session]) say(message);
    await hears('"id":2');
    child.stdin.end();
    const { out } = await ended;
    answers.push(JSON.parse(out.trim().split("\n").at(-1) ?? "").result.content[0].text);
  }
  expect(answers).toEqual(["mcp", "mcp", "work"]);
});

test("a host ends with its input, also in the middle of a call", async () => {
  const { child, ended, say, hears } = open(await notesWorkspace());
  for (const message of [initialize, initialized]) say(message);
  say({ ...note, params: { name: "notes/loop" } });
  await hears("looping");
  child.stdin.end();
  expect(await ended).toMatchObject({ code: 0 });
});

test("lines that are no messages are passed over", async () => {
  const { child, ended, say, hears } = open(await notesWorkspace());
  child.stdin.write("not json\n{}\n\n[1]\n");
  say(initialize);
  await hears('"id":1');
  child.stdin.end();
  expect(await ended).toMatchObject({ code: 0 });
});

test("a wrong host.yaml ends it with 2, and the output stays empty", async () => {
  const { ended } = open(await notesWorkspace({ "host.yaml": "skils: []\n" }));
  const { code, out, err } = await ended;
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain('did you mean "skills"?');
});

test("a second host needs a store of its own, or none", async () => {
  const at = await notesWorkspace();
  const first = open(at);
  first.say(initialize);
  await first.hears('"id":1');
  const second = await open(at).ended;
  expect(second).toMatchObject({ code: 2, out: "" });
  const third = open(at, "--no-store");
  third.say(initialize);
  await third.hears('"id":1');
  for (const { child } of [first, third]) child.stdin.end();
  expect([(await first.ended).code, (await third.ended).code]).toEqual([0, 0]);
});
