import { inspect } from "node:util";
import { expect, test } from "vitest";
import type { JournalEntry } from "../../engine/journal.js";
import { withShortForm } from "../../testing/short-result.js";

const entry: JournalEntry = {
  ...{ seq: 1, atMs: 0, skillId: "skill", requestId: "test-1", method: "read", sessionId: "" },
  ...{ name: "fs_read", request: { path: "/data/a" }, answer: { content: "abc" }, error: null },
  ...{ allowed: true, reason: "", lines: [], durationMs: 0 },
};

const result = {
  ...{ method: "read", value: "abc", error: undefined, llmContext: undefined, state: undefined },
  ...{ commands: [], journal: [entry] },
};

test("a result is printed without what isn't there, and its host calls by name", () => {
  expect(inspect(withShortForm({ ...result }))).toBe(
    "MockResult { method: 'read', value: 'abc', journal: [ 'fs_read' ] }",
  );
});

test("of a host call that failed its kind is printed", () => {
  const error = { message: "no", code: "denied" } as const;
  const journal = [
    { ...entry, allowed: false, error },
    { ...entry, error: { message: "gone", code: "not_found" } as const },
  ];
  expect(inspect(withShortForm({ ...result, value: null, error: "no", journal }))).toContain(
    "journal: [ 'fs_read: denied', 'fs_read: not_found' ]",
  );
});

test("tests compare the result as it is", () => {
  expect(withShortForm({ ...result })).toEqual(result);
});
