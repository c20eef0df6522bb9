import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { WebSocket } from "ws";
import { answer } from "./scripted-agents.js";
import { serveWorld } from "./served-world.js";

const source = readFileSync(new URL("fixtures/minimal-client.js", import.meta.url), "utf8");

it("the minimal client of the published protocol works as it is, without a token", async () => {
  const { url, agents } = await serveWorld({ config: { anonymous: "operator" } });
  agents.script = async ({ message, onEvent }) => {
    onEvent({ kind: "text", text: message, delta: message });
    onEvent({ kind: "tool_call", callId: "1", tool: "notes/count", input: { of: "milk" } });
    const result = { callId: "1", tool: "notes/count", output: 2, durationMs: 1, isError: false };
    onEvent({ kind: "tool_result", ...result });
    onEvent({ kind: "text", text: `${message} Two.`, delta: " Two." });
    return { ...answer, content: `${message} Two.` };
  };
  const lines: string[] = [];
  await new Promise<void>((done) => {
    const log = (line: string) => {
      lines.push(line);
      if (line === "disconnected") done();
    };
    runInNewContext(`${source}\nstartMinimalClient(url, log);`, { WebSocket, url, log });
  });
  expect(lines).toEqual([
    "connected as web_client_1, protocol 3",
    "agent started",
    "chunk Hello!",
    'tool notes/count {"of":"milk"}',
    "result 2",
    "chunk Hello! Two.",
    "agent completed",
    "response Hello! Two. (8 tokens)",
    "disconnected",
  ]);
});
