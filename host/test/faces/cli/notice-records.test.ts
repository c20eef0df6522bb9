import { expect, test } from "vitest";
import { noticeRecords } from "../../../faces/cli/render/notice-records.js";
import { HostLimitError } from "../../../host-limit-error.js";

type Notice = Parameters<typeof noticeRecords>[0];

const skillId = "notes";

test.each<[notice: Notice, want: string[]]>([
  [{ kind: "output", skillId, stream: "stdout", text: "hi\n" }, ["info notes hi"]],
  [
    { kind: "call_failed", skillId, method: "tick", cause: "schedule", error: new Error("No") },
    ["error notes tick, called by schedule, failed: No"],
  ],
  [
    { kind: "call_failed", skillId, method: "tick", cause: "event", error: "Its own words" },
    ["error notes tick, called by event, failed: Its own words"],
  ],
  [
    { kind: "command_failed", skillId, command: "schedule", message: "Cannot schedule" },
    ["warn notes Cannot schedule"],
  ],
  [
    { kind: "device_failed", skillId, name: "fs_read", error: new Error("broken") },
    ["error notes fs_read failed: broken"],
  ],
  [
    { kind: "worker_killed", skillId, error: new HostLimitError("Ended", { code: "deadline" }) },
    ["warn notes Ended"],
  ],
  [{ kind: "worker_started", skillId, atMs: 0 }, ["debug notes thread started"]],
  [{ kind: "skill_added", skillId, file: "n.yaml" }, ["info notes added"]],
  [{ kind: "skill_removed", skillId, file: "n.yaml" }, ["info notes removed"]],
  [{ kind: "reload_mended", file: "/a/n.yaml" }, ["info  n.yaml is right again"]],
  [{ kind: "reload_mended", file: "" }, ["info  host.yaml is right again"]],
  [{ kind: "agents_changed", ids: ["main", "other"] }, ["info  the agents are main, other now"]],
  [{ kind: "agents_changed", ids: [] }, ["info  the agents are none now"]],
  [
    { kind: "restart_needed", keys: ["http", "llm"] },
    ["warn  start again to use what changed in http, llm"],
  ],
  [
    {
      kind: "reload_failed",
      problems: [
        { file: "n.yaml", line: 2, column: 7, message: "Wrong", hint: "right it" },
        { file: "m.yaml", message: "Gone" },
      ],
    },
    [
      "error  n.yaml:2:7: Wrong. Hint: right it",
      "error  m.yaml: Gone",
      "warn  what ran before the change goes on",
    ],
  ],
])("%j", (notice, want) => {
  const records = noticeRecords(notice);
  const lines = records.map((each) => `${each.level} ${each.skillId ?? ""} ${each.message}`);
  expect(lines).toEqual(want);
});

test("what a skill has logged is its own line, with all that it said", () => {
  const line = {
    level: "warn",
    message: "noted",
    fields: { by: "me" },
    skillId,
    requestId: "1",
    traceId: "",
    sessionId: "cli",
    atMs: 1,
  } as const;
  expect(noticeRecords({ kind: "log", ...line })).toEqual([
    { kind: "log", ...line, fromSkill: true },
  ]);
});
