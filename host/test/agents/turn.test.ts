import { createHost } from "@luminarys/skill-host";
import { expect, onTestFinished, test, vi } from "vitest";
import { createAgents } from "../../agents/create-agents.js";
import { asks, says, startScriptedModel } from "../support/scripted-model.js";
import { agentAt, agentWorld } from "./agent-world.js";

const duration = expect.any(Number);

test("text arrives in parts, and the answer is all of it", async () => {
  const { run, events, history } = await agentWorld({ script: [says("Good ", "morning")] });

  const answer = await run("Hello");

  expect(answer).toEqual({
    content: "Good morning",
    usage: { input_tokens: 10, output_tokens: 5 },
  });
  expect(events).toEqual([
    { kind: "text", text: "Good ", delta: "Good " },
    { kind: "text", text: "Good morning", delta: "morning" },
  ]);
  expect(await history()).toEqual([
    { role: "user", content: "Hello" },
    { role: "assistant", content: "Good morning" },
  ]);
});

test("the model gets the system prompt, the message and the tools", async () => {
  const agent = { system: "Be brief" };
  const manifest = { mcp: { exposed_methods: ["echo", "count"] } };
  const { run, endpoint } = await agentWorld({ script: [says("Hi")], agent, manifest });

  await run("Hello");

  expect(endpoint.requests[0]?.body).toEqual({
    model: "small-1",
    stream: true,
    stream_options: { include_usage: true },
    messages: [
      { role: "system", content: "Be brief" },
      { role: "user", content: "Hello" },
    ],
    tools: [
      {
        type: "function",
        function: {
          name: "notes_echo",
          description: "Says what it got",
          parameters: {
            type: "object",
            properties: {
              text: { type: "string", description: "A text" },
              big: { type: "integer", description: "A large number" },
              data: { type: "string", contentEncoding: "base64", pattern: expect.any(String) },
              tags: { type: "array", items: { type: "string" } },
            },
            required: ["text"],
          },
        },
      },
      {
        type: "function",
        function: {
          name: "notes_count",
          description: "Gives a number",
          parameters: { type: "object", properties: {} },
        },
      },
    ],
  });
});

test("internal methods, callbacks and what the manifest hides aren't offered", async () => {
  const manifest = { mcp: { hidden_methods: ["trap", "ask"] } };
  const { run, endpoint } = await agentWorld({ script: [says("Hi")], manifest });

  await run("Hello");

  const names = endpoint.requests[0]?.body.tools?.map((tool) => tool.function.name);
  expect(names).toEqual([
    ...["notes_echo", "notes_item", "notes_count", "notes_nothing", "notes_session"],
    ...["notes_hint", "notes_note", "notes_steps", "notes_read", "notes_loop", "notes_spin"],
    "notes_fail",
  ]);
});

test("skills that an agent doesn't list aren't offered to it", async () => {
  const { run, endpoint } = await agentWorld({ script: [says("Hi")], agent: { skills: [] } });

  await run("Hello");

  expect(endpoint.requests[0]?.body.tools).toBe(undefined);
});

test("a tool that the model asks for is called, and the model is told what it answered", async () => {
  const script = [asks(["notes_echo", { text: "tea" }]), says("It said tea")];
  const { run, events, endpoint } = await agentWorld({ script });

  const answer = await run("Echo tea");

  expect(answer).toEqual({
    content: "It said tea",
    usage: { input_tokens: 30, output_tokens: 8 },
  });
  const call = { callId: "call_0", tool: "notes_echo" };
  expect(events).toEqual([
    { kind: "tool_call", ...call, input: { text: "tea" } },
    {
      kind: "tool_result",
      ...call,
      output: "tea|0|0|",
      durationMs: duration,
      isError: false,
    },
    { kind: "text", text: "It said tea", delta: "It said tea" },
  ]);
  expect(endpoint.requests[1]?.body.messages).toEqual([
    { role: "user", content: "Echo tea" },
    {
      role: "assistant",
      content: null,
      tool_calls: [
        {
          id: "call_0",
          type: "function",
          function: { name: "notes_echo", arguments: '{"text":"tea"}' },
        },
      ],
    },
    { role: "tool", tool_call_id: "call_0", content: "tea|0|0|" },
  ]);
});

test("all tools of one answer are called, and their outputs come in its order", async () => {
  const script = [asks(["notes_count", {}], ["notes_echo", { text: "a" }]), says("Done")];
  const { run, endpoint } = await agentWorld({ script });

  await run("Go");

  expect(endpoint.requests[1]?.body.messages.slice(2)).toEqual([
    { role: "tool", tool_call_id: "call_0", content: "42" },
    { role: "tool", tool_call_id: "call_1", content: "a|0|0|" },
  ]);
});

test("texts of several steps are one text, with a gap between them", async () => {
  const first = says("Let me see");
  const looking = asks(["notes_count", {}]);
  const both = { ...first, pieces: [...first.pieces.slice(0, 1), ...looking.pieces] };
  const { run, events, history } = await agentWorld({ script: [both, says("It is ", "42")] });

  const { content } = await run("How many?");

  expect(content).toBe("Let me see\n\nIt is 42");
  expect(events.filter(({ kind }) => kind === "text")).toEqual([
    { kind: "text", text: "Let me see", delta: "Let me see" },
    { kind: "text", text: "Let me see\n\nIt is ", delta: "\n\nIt is " },
    { kind: "text", text: "Let me see\n\nIt is 42", delta: "42" },
  ]);
  expect(await history()).toEqual([
    { role: "user", content: "How many?" },
    { role: "assistant", content: "Let me see" },
    { role: "tool", content: expect.stringContaining('"output":"42"') },
    { role: "assistant", content: "It is 42" },
  ]);
});

test("ids of calls are unique in a turn, whatever the endpoint gives", async () => {
  const script = [asks(["notes_count", {}]), asks(["notes_count", {}]), says("Done")];
  const { run, events } = await agentWorld({ script });

  await run("Go");

  const ids = events.flatMap((each) => (each.kind === "tool_call" ? [each.callId] : []));
  expect(ids).toEqual(["call_0", "call_0_2"]);
});

test("skills run in the session of the turn", async () => {
  const script = [asks(["notes_session", {}]), says("Done")];
  const { run, events } = await agentWorld({ script });

  await run("Go", { sessionId: "ada/7" });

  expect(events).toContainEqual(expect.objectContaining({ output: "ada/7" }));
});

test("a turn that needs more steps than it may take ends, and the tools of the last are not called", async () => {
  const script = [asks(["notes_count", {}])];
  const { run, events, endpoint } = await agentWorld({ script, agent: { max_steps: 2 } });

  await expect(run("Go")).rejects.toMatchObject({
    name: "AgentError",
    code: "exhausted",
    message:
      'Cannot finish the turn: agent "main" took 2 steps and isn\'t done. Hint: raise max_steps of the agent in host.yaml',
  });

  expect(endpoint.requests.length).toBe(2);
  expect(events.map(({ kind }) => kind)).toEqual(["tool_call", "tool_result"]);
});

test("an unknown agent is refused", async () => {
  const { run, agents } = await agentWorld({ script: [says("Hi")] });

  await expect(run("Hello", { agentId: "other" })).rejects.toMatchObject({
    code: "not_found",
    message: 'Cannot run agent "other": there is none of this id. Hint: there are "main"',
  });

  expect(agents.list()).toEqual([{ id: "main", model: "small-1", skills: ["notes"] }]);
  expect((await run("Hello")).content).toBe("Hi");
});

test("of two agents with one id the first one counts, and it's told", async () => {
  const endpoint = await startScriptedModel(says("Hi"));
  const host = createHost({ onNotice: () => {} });
  const problems: string[] = [];
  const agents = createAgents({
    host,
    agents: [agentAt(endpoint.url, { skills: [] }), agentAt("http://127.0.0.1:9", { skills: [] })],
    onProblem: (message) => void problems.push(message),
  });
  onTestFinished(async () => {
    await agents.close();
    await host.stop();
    await endpoint.close();
  });

  const { signal } = new AbortController();
  const turn = { sessionId: "s", traceId: "", signal, onEvent: () => {} };
  const { content } = await agents.run({ agentId: "main", message: "Hello", ...turn });

  expect([content, problems]).toEqual([
    "Hi",
    ['Cannot offer agent "main": another one has this id'],
  ]);
});

test("skills that come and go count from the next turn on", async () => {
  const { run, host, endpoint } = await agentWorld({ script: [says("Hi")] });
  await run("Hello");

  await host.remove("notes");
  await run("Hello again");

  const offered = endpoint.requests.map(({ body }) => (body.tools ?? []).length > 0);
  expect(offered).toEqual([true, false]);
});

test("a store that fails is told as it is, and the agent goes on once it doesn't", async () => {
  const { run, host } = await agentWorld({ script: [says("Hi")] });
  const failure = new Error("the disk is full");
  const failing = vi.spyOn(host.engine.store, "appendHistory").mockImplementation(() => {
    throw failure;
  });

  await expect(run("Hello")).rejects.toBe(failure);

  failing.mockRestore();
  expect((await run("Hello")).content).toBe("Hi");
});

test("skills of an agent that the host doesn't have are told at the start", async () => {
  const endpoint = await startScriptedModel(says("Hi"));
  const host = createHost({ onNotice: () => {} });
  onTestFinished(async () => {
    await host.stop();
    await endpoint.close();
  });
  const problems: string[] = [];

  createAgents({
    host,
    agents: [agentAt(endpoint.url)],
    onProblem: (message) => void problems.push(message),
  });

  expect(problems).toEqual([
    'Cannot offer skill "notes" to agent "main": the host has none of this id',
  ]);
});
