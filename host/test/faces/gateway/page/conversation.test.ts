import { describe, expect, test } from "vitest";
import { Conversation } from "../../../../faces/gateway/page/browser/conversation.js";
import {
  printAge,
  printBrief,
  printDuration,
  printValue,
} from "../../../../faces/gateway/page/browser/print-facts.js";

const names = { sessionId: "s", runId: "r" };
const chat = (chunk: string) => ({ chunk, delta: "", ...names });
const call = (callId: string) => ({ callId, tool: "count", input: {}, ...names });
const result = (callId: string) => ({
  ...call(callId),
  output: "42",
  duration_ms: 5,
  is_error: false,
});
const user = (text: string) => ({ kind: "user", text });
const text = (said: string, streaming: boolean) => ({ kind: "text", text: said, streaming });
const tool = (callId: string, more: object) => ({
  kind: "tool",
  callId,
  tool: "count",
  input: {},
  ...more,
});
const done = { state: "done", output: "42", durationMs: 5 };
const waiting = { kind: "waiting" };

describe("a conversation", () => {
  test("waits, then shows the text so far, whatever parts were missed", () => {
    const conversation = new Conversation();
    conversation.addUser("Hi");
    conversation.begin("r");
    expect(conversation.items).toEqual([user("Hi"), waiting]);
    conversation.hearText(chat("Good"));
    conversation.hearText(chat("Good morning"));
    expect(conversation.items).toEqual([user("Hi"), text("Good morning", true)]);
    conversation.end();
    expect(conversation.items).toEqual([user("Hi"), text("Good morning", false)]);
  });

  test("shows tools between what was said before and after them", () => {
    const conversation = new Conversation();
    conversation.addUser("Hi");
    conversation.begin("r");
    conversation.hearText(chat("Let me see"));
    conversation.hearCall(call("1"));
    conversation.hearCall(call("2"));
    conversation.hearResult(result("2"));
    expect(conversation.items.slice(2)).toEqual([tool("1", { state: "running" }), tool("2", done)]);
    conversation.hearResult(result("1"));
    expect(conversation.items.at(-1)).toEqual(waiting);
    conversation.hearText(chat("Let me see\n\nIt is 42"));
    conversation.end();
    expect(conversation.items).toEqual([
      user("Hi"),
      text("Let me see", false),
      tool("1", done),
      tool("2", done),
      text("It is 42", false),
    ]);
  });

  test("says of a tool that was stopped that it has no answer", () => {
    const conversation = new Conversation();
    conversation.begin("r");
    conversation.hearCall(call("1"));
    conversation.end();
    expect(conversation.items).toEqual([tool("1", { state: "stopped" })]);
  });

  test("is read from a history, with its tools", () => {
    const kept = { id: "1", tool: "count", input: {}, output: "42", duration_ms: 5 };
    const conversation = new Conversation([
      { role: "system", content: "Be brief" },
      { role: "user", content: "Hi" },
      { role: "tool", content: JSON.stringify({ ...kept, is_error: true }) },
      { role: "tool", content: "not JSON" },
      { role: "tool", content: "null" },
      { role: "assistant", content: "It is 42" },
    ]);
    expect(conversation.items).toEqual([
      user("Hi"),
      tool("1", { ...done, state: "error" }),
      text("It is 42", false),
    ]);
  });

  test("says how much of a long history isn't shown", () => {
    const conversation = new Conversation([{ role: "user", content: "Hi" }], 7);
    expect(conversation.items).toEqual([
      { kind: "note", text: "7 earlier messages aren't shown", tone: "quiet" },
      user("Hi"),
    ]);
  });

  test("joins a run whose first words the history has", () => {
    const conversation = new Conversation([
      { role: "user", content: "Hi" },
      { role: "assistant", content: "Let me see" },
    ]);
    conversation.begin("r");
    conversation.hearText(chat("Let me see\n\nIt is"));
    expect(conversation.items).toEqual([
      user("Hi"),
      text("Let me see", false),
      text("It is", true),
    ]);
  });

  test("joins a run whose first words the history doesn't have yet", () => {
    const conversation = new Conversation([{ role: "user", content: "Hi" }]);
    conversation.begin("r");
    conversation.hearText(chat("It is"));
    expect(conversation.items).toEqual([user("Hi"), text("It is", true)]);
  });

  test("takes no notice of what belongs to no run and no call", () => {
    const conversation = new Conversation();
    conversation.hearText(chat("Hi"));
    conversation.hearResult(result("7"));
    expect(conversation.items).toEqual([]);
  });
});

test.each([
  [4.4, "4 ms"],
  [1440, "1.4 s"],
  [125_000, "2 min 5 s"],
])("%d ms are %s", (ms, shown) => {
  expect(printDuration(ms)).toBe(shown);
});

test.each([
  [59_000, "just now"],
  [5 * 60_000, "5 min ago"],
  [3 * 3_600_000, "3 h ago"],
])("what is %d ms old was %s", (age, shown) => {
  expect(printAge(1_000_000_000_000 - age, 1_000_000_000_000)).toBe(shown);
});

test("values are shown for reading", () => {
  expect(printValue({ a: 1 })).toBe('{\n  "a": 1\n}');
  expect(printValue("plain")).toBe("plain");
  expect(printValue("[1]")).toBe("[\n  1\n]");
  expect(printValue("[broken")).toBe("[broken");
  expect(printValue(undefined)).toBe("");
  expect(printBrief({ city: "Oslo", days: 3 })).toBe('city: "Oslo", days: 3');
  expect(printBrief("oops {")).toBe("oops {");
  expect(printBrief(null)).toBe("");
});
