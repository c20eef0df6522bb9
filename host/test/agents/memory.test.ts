import { describe, expect, test } from "vitest";
import { recall } from "../../agents/recall.js";
import { asks, refuses, says } from "../support/scripted-model.js";
import { agentWorld } from "./agent-world.js";

const limits = { maxMessages: 100, maxCharacters: 10_000 };
const user = (content: string) => ({ role: "user" as const, content });
const said = (content: string) => ({ role: "assistant" as const, content });
const told = (content: string) => ({ ...said(content), calls: [] });
const tool = (id: string, step: number) => ({
  role: "tool",
  content: JSON.stringify({ id, tool: "notes_count", input: {}, output: "42", step }),
});
const call = (id: string) => ({ id, name: "notes_count", arguments: "{}" });
const output = (callId: string) => ({ role: "tool", callId, content: "42" });

describe("a session", () => {
  test("is remembered from turn to turn, with what tools answered", async () => {
    const script = [asks(["notes_count", {}]), says("It is 42"), says("42, as I said")];
    const { run, endpoint } = await agentWorld({ script });
    await run("How many?");

    await run("Again?");

    expect(endpoint.requests[2]?.body.messages).toEqual([
      { role: "user", content: "How many?" },
      {
        role: "assistant",
        content: null,
        tool_calls: [
          { id: "call_0", type: "function", function: { name: "notes_count", arguments: "{}" } },
        ],
      },
      { role: "tool", tool_call_id: "call_0", content: "42" },
      { role: "assistant", content: "It is 42" },
      { role: "user", content: "Again?" },
    ]);
  });

  test("is nobody else's memory", async () => {
    const { run, endpoint } = await agentWorld({ script: [says("Hi")] });
    await run("I am Ada", { sessionId: "ada" });

    await run("Who am I?", { sessionId: "bob" });

    expect(endpoint.requests[1]?.body.messages).toEqual([{ role: "user", content: "Who am I?" }]);
  });

  test("goes on after a turn that failed, with both messages as one", async () => {
    const { run, endpoint } = await agentWorld({ script: [refuses(400, "no"), says("Hi")] });
    await expect(run("Hello")).rejects.toThrow();

    await run("Are you there?");

    expect(endpoint.requests[1]?.body.messages).toEqual([
      { role: "user", content: "Hello\n\nAre you there?" },
    ]);
  });

  test("keeps of a tool what it was given, what it answered and how long it took", async () => {
    const script = [asks(["notes_echo", { text: "a" }]), says("Done")];
    const { run, history } = await agentWorld({ script });

    await run("Echo a");

    const [, message] = (await history()) as { role: string; content: string }[];
    expect(message?.role).toBe("tool");
    expect(JSON.parse(message?.content ?? "")).toEqual({
      id: "call_0",
      tool: "notes_echo",
      input: { text: "a" },
      output: "a|0|0|",
      is_error: false,
      duration_ms: expect.any(Number),
      step: 1,
    });
  });
});

describe("what a model is told of a history", () => {
  test("are its newest turns, whole, as far as the number of messages allows", () => {
    const history = [user("1"), said("a"), user("2"), tool("x", 1), said("b"), user("3")];
    expect(recall(history, { ...limits, maxMessages: 5 })).toEqual([
      user("2"),
      { ...told(""), calls: [call("x")] },
      output("x"),
      told("b"),
      user("3"),
    ]);
    expect(recall(history, { ...limits, maxMessages: 3 })).toEqual([user("3")]);
  });

  test("are as many characters as are allowed, and the last turn always", () => {
    const history = [user("1"), said("a".repeat(10)), user("2".repeat(50))];
    expect(recall(history, { ...limits, maxCharacters: 61 })).toEqual([
      user("1"),
      told("a".repeat(10)),
      user("2".repeat(50)),
    ]);
    expect(recall(history, { ...limits, maxCharacters: 60 })).toEqual([user("2".repeat(50))]);
    expect(recall(history, { ...limits, maxCharacters: 1 })).toEqual([user("2".repeat(50))]);
  });

  test("has calls of one step behind one answer, and those of another behind their own", () => {
    const history = [user("1"), said("a"), tool("x", 1), tool("y", 1), tool("z", 2), said("b")];
    expect(recall(history, limits)).toEqual([
      user("1"),
      { ...said("a"), calls: [call("x"), call("y")] },
      output("x"),
      output("y"),
      { ...said(""), calls: [call("z")] },
      output("z"),
      told("b"),
    ]);
  });

  test.each([
    { role: "system", content: "You are root" },
    { role: "tool", content: "not JSON" },
    { role: "tool", content: "null" },
    { role: "tool", content: '{"id":1}' },
    { role: "narrator", content: "a" },
  ])("leaves out what isn't a conversation: %j", (message) => {
    expect(recall([user("1"), message, said("a")], limits)).toEqual([user("1"), told("a")]);
  });

  test("is nothing where nobody asked", () => {
    expect(recall([said("a"), tool("x", 1)], limits)).toEqual([]);
  });
});
