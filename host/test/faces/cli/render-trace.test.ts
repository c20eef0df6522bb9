import type { JournalEntry, StoreChange, StoredTask } from "@luminarys/sdk-as/engine";
import { describe, expect, test } from "vitest";
import { renderTrace } from "../../../faces/cli/render/render-trace.js";
import type { CallEffect } from "../../../faces/cli/stored/call-effects.js";
import { styleFor } from "../../../faces/cli/style.js";
import { Workspace } from "../../config/workspace.js";
import { FakeTerminal } from "./fake-terminal.js";

const call = { title: "notes/read", startedMs: 1000, durationMs: 20, loadMs: 450 };

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

interface Seen {
  readonly effects?: readonly CallEffect[];
  readonly columns?: number;
  readonly env?: Record<string, string>;
}

function lines(changes: readonly Partial<JournalEntry>[], { effects = [], ...look }: Seen = {}) {
  const style = styleFor(new FakeTerminal(new Workspace()), "err");
  const entries = changes.map((each) => ({ ...entry, ...each }));
  const { columns, env = {} } = look;
  const printed = renderTrace({ entries, effects }, { call, style, columns, envOf: () => env });
  return printed.trimEnd().split("\n");
}

/** The trace of calls that differ from `entry`, without what it begins with. */
const trace = (...changes: Partial<JournalEntry>[]) => lines(changes).slice(2);

test("a call's own time is told apart from loading", () => {
  expect(lines([])).toEqual([
    "notes/read  20.0 ms, 0 host calls",
    "  loaded in 450.0 ms before the call",
  ]);
});

describe("what an answer asks for", () => {
  const origin = { sessionId: "cli", llmSessionId: "", traceId: "" };
  const nothing = new Uint8Array();
  const later = { ...origin, id: "1", skillId: "notes", method: "remind", payload: nothing };
  const task = { ...later, callerId: "notes", deadlineNs: 0, hops: 1, outcome: { kind: "none" } };

  test.each<[line: string, change: StoreChange]>([
    [
      "+20.0 ms  state of session cli  stored    12 bytes",
      { kind: "state", skillId: "notes", sessionId: "cli", state: new Uint8Array(12) },
    ],
    [
      "+20.0 ms  value last  stored    1 byte",
      { kind: "value", skillId: "notes", key: "last", value: new Uint8Array(1) },
    ],
    [
      "+20.0 ms  schedule remind  stored    due in 7 s (1970-01-01T00:00:08Z)",
      { kind: "add_schedule", schedule: { ...later, dueMs: 8020 } },
    ],
    [
      "+20.0 ms  subscribe news  stored    calls on_news",
      {
        kind: "subscribe",
        subscription: { ...origin, topic: "news", skillId: "notes", callback: "on_news" },
      },
    ],
    [
      "+20.0 ms  call mail/send  queued",
      {
        kind: "add_task",
        task: { ...task, skillId: "mail", method: "send", cause: "command" } as StoredTask,
      },
    ],
  ])("is a line: %s", (line, change) => {
    expect(lines([], { effects: [{ atMs: 1020, change }] }).slice(2)).toEqual([`  ${line}`]);
  });

  test("that only ends something is none", () => {
    const change = { kind: "remove_schedule", skillId: "notes", id: "1" } as const;
    expect(lines([], { effects: [{ atMs: 1020, change }] })).toHaveLength(2);
  });
});

test("lines stand in the order of time", () => {
  const change = { kind: "state", skillId: "a", sessionId: "s", state: new Uint8Array(3) } as const;
  const changes = [{ atMs: 1030 }, { atMs: 1010 }, { atMs: 1020 }];
  const times = lines(changes, { effects: [{ atMs: 1015, change }] })
    .slice(2)
    .map((line) => line.trim().split(" ")[0]);
  expect(times).toEqual(["+7.5", "+15.0", "+17.5", "+27.5"]);
});

test("a terminal's width cuts requests, and gives reasons that go beyond it a line", () => {
  const request = { path: `/data/${"x".repeat(60)}` };
  expect(lines([{ request }], { columns: 60 }).slice(2)).toEqual([
    "  +7.5 ms  fs_read /data/xxxxxxxxxxxxxxxxx...  ok  2.5 ms",
    '      granted by "/data:ro" in permissions.fs.dirs',
  ]);
});

describe("secrets", () => {
  test("values of the manifest's variables are masked by their names", () => {
    const env = { HOOK: "https://hooks.example/T0/B1" };
    const error = {
      message: `Cannot post to "${env.HOOK}": refused`,
      code: "unavailable",
    } as const;
    const request = { url: env.HOOK, body: "x" };
    expect(lines([{ name: "http_post", request, error }], { env }).slice(2)).toEqual([
      "  +7.5 ms  http_post url=***(HOOK) body=x  unavailable  2.5 ms  " +
        'Cannot post to "***(HOOK)": refused',
    ]);
  });

  test.each([
    "Authorization",
    "cookie",
    "Set-Cookie",
    "Proxy-Authorization",
    "X-Api-Key",
    "x-a-token",
  ])("the header %s is masked", (name) => {
    const request = { url: "http://a", headers: [{ name, value: "Bearer s3cret" }] };
    expect(trace({ name: "http_request", request })[0]).toContain(
      `http_request url=http://a headers=[{"name":"${name}","value":"***"}]  ok`,
    );
  });

  test("other headers aren't", () => {
    const request = { headers: [{ name: "Accept", value: "text/html" }] };
    expect(trace({ name: "http_request", request })[0]).toContain('"value":"text/html"');
  });
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
  ["long ones cut", { path: "x".repeat(100) }, `${"x".repeat(69)}...`],
  ["line ends and controls harmlessly", { path: "a\nb\u001b[2J" }, "a b\ufffd[2J"],
])("a request is shown with %s", (_, request, shown) => {
  expect(trace({ request, reason: "" })).toEqual([
    `  +7.5 ms  ${`fs_read ${shown}`.trimEnd()}  ok  2.5 ms`,
  ]);
});

test("a clock that steps back gives no negative times", () => {
  expect(trace({ atMs: 900, reason: "" })).toEqual(["  +0.0 ms  fs_read /data/a  ok  2.5 ms"]);
});
