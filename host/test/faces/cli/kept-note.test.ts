import { beforeAll, describe, expect, test } from "vitest";
import { buildSkill } from "../../../../test/support/build-skill.js";
import { openForgetful } from "../../../faces/cli/stored/open-forgetful.js";
import { printLater } from "../../../faces/cli/stored/print-later.js";
import type { LogRecord } from "../../../log/log-record.js";
import { Workspace } from "../../config/workspace.js";
import { runCli } from "./run-cli.js";

const source = `
// @skill:id com.example.poster
// @skill:name "Poster"
// @skill:version 1.0.0

import { Context, Encoder, text, utf8 } from "@luminarys/sdk-as";

// @skill:method keep "Keeps state and a value"
export function keep(ctx: Context): void {
  ctx.setState(utf8("draft"));
  const encoder = new Encoder();
  encoder.encode_str("one");
  ctx.storeKV("posts", encoder.finish());
}

// @skill:method later "Posts later"
export function later(ctx: Context): string {
  ctx.schedule("post", 3600000);
  return "will be posted";
}

// @skill:method read "Says its state"
export function read(ctx: Context): string {
  return text(ctx.state);
}

// @skill:callback
// @skill:method post "Is called by the schedule"
export function post(): void {}
`;

let wasm: Uint8Array;

beforeAll(async () => {
  wasm = (await buildSkill(source)).wasm;
});

const workspace = (host: Record<string, string> = { "host.yaml": "skills: [poster.yaml]\n" }) =>
  new Workspace({ ...host, "poster.yaml": "id: poster\npath: poster.wasm\n", "poster.wasm": wasm });

describe("a call that names a manifest", () => {
  test("says what it forgets, and by which call it wouldn't", async () => {
    const at = workspace();
    const outcomes = [
      await runCli(at, ["call", "poster.yaml", "keep"]),
      await runCli(at, ["call", "poster.yaml", "later"]),
    ];
    const hint = "Hint: call it by its id in host.yaml: skill-host call poster";
    const forgets = "Nothing is kept of what the call stored:";
    expect(outcomes).toEqual([
      {
        code: 0,
        out: "",
        err: `${forgets} the state of session "cli", the value of "posts"\n${hint} keep\n`,
      },
      { code: 0, out: "will be posted\n", err: `${forgets} the schedule of post\n${hint} later\n` },
    ]);
    expect(await runCli(at, ["call", "poster", "read"])).toEqual({ code: 0, out: "", err: "" });
  });

  test.each<[where: string, host: Record<string, string>, hint: string]>([
    [
      "without a host.yaml",
      {},
      "skill-host init poster.wasm lists it in a host.yaml; then call it by its id",
    ],
    [
      "beside a host.yaml that doesn't list it",
      { "host.yaml": "skills: []\n" },
      'add "poster.yaml" to skills in host.yaml and call it by its id',
    ],
  ])("says the way to one %s", async (_, host, hint) => {
    const { err } = await runCli(workspace(host), ["call", "poster.yaml", "keep"]);
    expect(err.split("\n")[1]).toBe(`Hint: ${hint}: skill-host call poster keep`);
  });

  test("has nothing to say when it stores nothing", async () => {
    const { err } = await runCli(workspace(), ["call", "poster.yaml", "read"]);
    expect(err).toBe("");
  });
});

describe("a call by its id", () => {
  test("says when a schedule is due that it leaves, and what will call it", async () => {
    const { err } = await runCli(workspace(), ["call", "poster", "later"]);
    expect(err).toMatch(/^post is due in 60 min \(.+Z\): skill-host run calls it\n$/);
  });

  test("keeps what it stores, which needs no word", async () => {
    const at = workspace();
    const kept = await runCli(at, ["call", "poster", "keep"]);
    expect([kept.err, (await runCli(at, ["call", "poster", "read"])).out]).toEqual(["", "draft\n"]);
  });
});

describe("a call that was told to store nothing", () => {
  test.each(["poster", "poster.yaml"])(
    "warns of a schedule that nothing calls: %s",
    async (name) => {
      expect(await runCli(workspace(), ["call", name, "later", "--no-store"])).toEqual({
        code: 0,
        out: "will be posted\n",
        err: "Warning: post will never be called: --no-store forgets what the call scheduled\n",
      });
    },
  );

  test("says nothing of state, which is what was asked for", async () => {
    const { err } = await runCli(workspace(), ["call", "poster", "keep", "--no-store"]);
    expect(err).toBe("");
  });
});

test("a host that forgets warns of a schedule once, whatever asks for it again", async () => {
  const lines: LogRecord[] = [];
  const { store, close } = openForgetful((line) => lines.push(line));
  const origin = { sessionId: "", llmSessionId: "", traceId: "" };
  const call = { skillId: "poster", method: "post", payload: new Uint8Array(), dueMs: 0 };
  for (const id of ["s1", "s2"]) {
    await store.commit([{ kind: "add_schedule", schedule: { ...origin, ...call, id } }]);
  }
  await close();
  expect(lines).toEqual([
    {
      level: "warn",
      message:
        "poster/post is due in 0 s (1970-01-01T00:00:00Z) and never called if the host ends before: --no-store forgets schedules",
    },
  ]);
});

test.each<[afterMs: number, text: string]>([
  [0, "in 0 s (1970-01-01T00:00:00Z)"],
  [7000, "in 7 s (1970-01-01T00:00:07Z)"],
  [90_500, "in 90.5 s (1970-01-01T00:01:30Z)"],
  [1_800_000, "in 30 min (1970-01-01T00:30:00Z)"],
  [259_200_000, "in 3 d (1970-01-04T00:00:00Z)"],
])("a moment after %i ms is %s", (afterMs, text) => {
  expect(printLater(afterMs, 0)).toBe(text);
});
