import type { JournalEntry } from "@luminarys/sdk-as/engine";
import { expect, test } from "vitest";
import { renderTrace } from "../../../faces/cli/render/render-trace.js";
import { styleFor } from "../../../faces/cli/style.js";
import { Workspace } from "../../config/workspace.js";
import { FakeTerminal } from "./fake-terminal.js";

const call = { title: "notes/read", startedMs: 1000, durationMs: 20 };

const entry: JournalEntry = {
  seq: 1,
  atMs: 1010,
  skillId: "notes",
  requestId: "1",
  method: "read",
  sessionId: "cli",
  name: "fs_read",
  request: { path: "/data/a" },
  answer: null,
  error: null,
  allowed: true,
  reason: 'granted by "/data:ro" in permissions.fs.dirs',
  lines: [],
  durationMs: 2.5,
};

/** The trace of calls that differ from `entry`, without its first line. */
function trace(...changes: Partial<JournalEntry>[]): string[] {
  const style = styleFor(new FakeTerminal(new Workspace()), "err");
  const entries = changes.map((each) => ({ ...entry, ...each }));
  return renderTrace(entries, { call, style }).trimEnd().split("\n").slice(1);
}

test("a call without host calls is one line", () => {
  const style = styleFor(new FakeTerminal(new Workspace()), "err");
  expect(renderTrace([], { call, style })).toBe("notes/read  20.0 ms, 0 host calls\n");
});

test("each line says when, what, how it ended, how long it took and what granted it", () => {
  expect(trace({})).toEqual([
    '  +7.5 ms  fs_read /data/a  ok  2.5 ms  granted by "/data:ro" in permissions.fs.dirs',
  ]);
});

test("columns are aligned", () => {
  const error = { message: "Cannot read: it is a folder", code: "invalid" } as const;
  expect(trace({ reason: "" }, { name: "time_now", request: {}, atMs: 1012.5, error })).toEqual([
    "  +7.5 ms   fs_read /data/a  ok       2.5 ms",
    "  +10.0 ms  time_now         invalid  2.5 ms  Cannot read: it is a folder",
  ]);
});

test("a denied call says why", () => {
  const reason = "permissions.fs is disabled";
  const error = { message: `Cannot read: ${reason}`, code: "denied" } as const;
  expect(trace({ allowed: false, reason, error })).toEqual([
    "  +7.5 ms  fs_read /data/a  denied  2.5 ms  permissions.fs is disabled",
  ]);
});

test.each<[what: string, request: JournalEntry["request"], shown: string]>([
  ["one text as it is", { path: "/a b" }, "/a b"],
  ["several with their names", { path: "/a", mode: 420 }, "path=/a mode=420"],
  ["texts with spaces in quotes", { path: "/a b", n: 1 }, 'path="/a b" n=1'],
  ["what says nothing not at all", { path: "/a", n: 0, x: "", y: false, z: [], w: null }, "/a"],
  [
    "bytes by their number",
    { path: "/a", content: { $bytes: 3, base64: "aGkh" } },
    "path=/a content=3 bytes",
  ],
  ["a request that couldn't be read as nothing", null, ""],
  ["long ones cut", { path: "x".repeat(100) }, `${"x".repeat(72)}...`],
  ["line ends and controls harmlessly", { path: "a\nb\u001b[2J" }, "a b\ufffd[2J"],
])("a request is shown with %s", (_, request, shown) => {
  expect(trace({ request, reason: "" })).toEqual([
    `  +7.5 ms  ${`fs_read ${shown}`.trimEnd()}  ok  2.5 ms`,
  ]);
});

test("a clock that steps back gives no negative times", () => {
  expect(trace({ atMs: 900, reason: "" })).toEqual(["  +0.0 ms  fs_read /data/a  ok  2.5 ms"]);
});
