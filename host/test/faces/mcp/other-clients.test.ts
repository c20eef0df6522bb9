import { createMCPClient, type MCPClientConfig } from "@ai-sdk/mcp";
import { Experimental_StdioMCPTransport as AiStdio } from "@ai-sdk/mcp/mcp-stdio";
import { describe, expect, onTestFinished, test } from "vitest";
import { httpServer } from "./http-server.js";
import { inspect } from "./inspector.js";
import { command, notesWorkspace } from "./process-client.js";

const ways = ["the standard streams", "HTTP"] as const;
type Way = (typeof ways)[number];

const inspected: Record<Way, () => Promise<readonly string[]>> = {
  "the standard streams": async () => {
    const { command: file, args } = command(await notesWorkspace());
    return [file, ...args];
  },
  HTTP: async () => [(await httpServer()).url],
};

const transports: Record<Way, () => Promise<MCPClientConfig["transport"]>> = {
  "the standard streams": async () => {
    const { command: file, args, env } = command(await notesWorkspace());
    return new AiStdio({ command: file, args, env });
  },
  HTTP: async () => ({ type: "http", url: (await httpServer()).url }),
};

describe.each(ways)("over %s", (way) => {
  test("the inspector's command line lists and calls tools", async () => {
    const server = await inspected[way]();
    const listed = await inspect(server, "tools/list");
    const echo = ["tools/call", "--tool-name", "notes/echo", "--tool-arg", "text=hi"];
    const called = await inspect(server, ...echo);
    const failed = await inspect(server, "tools/call", "--tool-name", "notes/fail");
    expect(listed).toMatchObject({
      tools: expect.arrayContaining([expect.objectContaining({ name: "notes/echo" })]),
    });
    expect(called).toEqual({ content: [{ type: "text", text: "hi|0|0|" }] });
    expect(failed).toEqual({
      content: [{ type: "text", text: "The fridge is empty" }],
      isError: true,
    });
  });

  test("the AI SDK lists and calls tools", async () => {
    const client = await createMCPClient({ transport: await transports[way]() });
    onTestFinished(() => client.close());
    const tools = await client.tools();
    const call = (name: string, args: Record<string, unknown>) =>
      tools[name]?.execute?.(args, { toolCallId: name, messages: [] });
    expect(Object.keys(tools)).toContain("notes/echo");
    expect(await call("notes/echo", { text: "hi" })).toEqual({
      content: [{ type: "text", text: "hi|0|0|" }],
      isError: false,
    });
    expect(await call("notes/count", {})).toMatchObject({ structuredContent: { result: 42 } });
    expect(await call("notes/fail", {})).toMatchObject({
      isError: true,
      content: [{ type: "text", text: "The fridge is empty" }],
    });
  });
});
