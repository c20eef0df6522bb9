import { beforeAll, describe, expect, it } from "vitest";
import { createEngine, type Engine, type EngineCall } from "../../engine/engine.js";
import { SkillTrapError } from "../../engine/errors.js";
import { Journal } from "../../engine/journal.js";
import { loadModule } from "../../engine/load.js";
import type { DeviceSet } from "../../engine/local-runner.js";
import type { ManifestInput } from "../../engine/manifest/model.js";
import { completeManifest } from "../../engine/manifest.js";
import { ManualClock } from "../../engine/manual-clock.js";
import type { SkillModule } from "../../engine/module.js";
import type { EngineNotice } from "../../engine/notice.js";
import type { DeviceHost } from "../../engine/skill-input.js";
import { buildSkill } from "../support/build-skill.js";
import { relaySource } from "./relay.js";

let module: SkillModule;

beforeAll(async () => {
  module = loadModule((await buildSkill(relaySource)).wasm);
});

/** Files of a byte each millisecond of age, and connections that say hello and hang up. */
function devices(host: DeviceHost): DeviceSet {
  let opened = 0;
  return {
    fs: {
      fs_read: ({ path }: { path: string }) => {
        (host.clock as ManualClock).advance(2);
        return { content: new Uint8Array(path.length) };
      },
    },
    tcp: {
      tcp_connect: (request: { callback: string }, call: DeviceHostCall) => {
        const connection = { id: `conn-${++opened}`, callback: request.callback, call };
        host.deliver({ connection, event: { kind: "tcp", data: Uint8Array.of(1, 2, 3) } });
        host.deliver({ connection, event: { kind: "tcp", error_kind: "eof" } });
        return { conn_id: connection.id };
      },
    },
  } as unknown as DeviceSet;
}

type DeviceHostCall = Parameters<NonNullable<DeviceSet["tcp"]>["tcp_connect"]>[1];

interface Bench {
  engine: Engine;
  clock: ManualClock;
  journal: Journal;
  notices: EngineNotice[];
  run(skill: string, method: string, call?: EngineCall): unknown;
}

function relays(...ids: string[]): Bench {
  const clock = new ManualClock(1_700_000_000_000);
  const journal = new Journal();
  const notices: EngineNotice[] = [];
  const engine = createEngine({ clock, journal, onNotice: (notice) => notices.push(notice) });
  for (const id of ids) engine.add({ manifest: manifest(id), module, devices });
  const run = (skill: string, method: string, call: EngineCall = {}) => {
    const answer = engine.invoke(skill, method, call) as { value: unknown; error?: string };
    return answer.error ?? answer.value;
  };
  return { engine, clock, journal, notices, run };
}

function manifest(id: string, more: Partial<ManifestInput> = {}) {
  return completeManifest({
    id,
    path: "skill.wasm",
    invoke_policy: { can_invoke: ["*"] },
    permissions: {
      fs: { enabled: true, dirs: ["/data:ro"] },
      tcp: { enabled: true, allowlist: ["redis:6379"] },
    },
    ...more,
  });
}

describe("compiled skills of one engine", () => {
  it("call each other, and hear what came of it", () => {
    const { run, notices } = relays("a", "b");
    run("a", "call", { args: { skill: "b", text: "hi" } });
    run("a", "call", { args: { skill: "c", text: "hi" } });
    expect(run("a", "heard")).toEqual([
      "b context: hi for [a]",
      'c context: Cannot invoke "c/say": no such skill',
    ]);
    expect(notices).toEqual([]);
  });

  it("call several at once", () => {
    const { run } = relays("a", "b", "c");
    run("a", "batch", { args: { skills: ["b", "c", "a", "d"] } });
    expect(run("a", "heard")).toEqual([
      "0 10 ",
      "1 10 ",
      "2 9 ",
      '3 0 Cannot invoke "d/say": no such skill',
    ]);
  });

  it("call themselves later", () => {
    const { run, clock } = relays("a");
    run("a", "remind", { args: { text: "tea", delay_ms: 5000 } });
    clock.advance(4999);
    expect(run("a", "heard")).toEqual([]);
    clock.advance(1);
    expect(run("a", "heard")).toEqual(["tea"]);
  });

  it("publish and subscribe", () => {
    const { run } = relays("a", "b");
    run("b", "listen", { args: { topic: "news" } });
    run("a", "publish", { args: { topic: "news", text: "hi" } });
    expect(run("b", "heard")).toEqual(["news: hi from a"]);
  });

  it("share values", () => {
    const { run } = relays("a", "b");
    run("a", "put", { args: { key: "k", text: "v" } });
    run("b", "get", { args: { key: "k" } });
    run("b", "get", { args: { key: "none" } });
    expect(run("b", "heard")).toEqual(["k=v", "none=nothing"]);
  });

  it("have state by session, which a failed call leaves alone", () => {
    const { run } = relays("a");
    const count = (sessionId: string, fail = false) =>
      run("a", "count", { args: { fail }, sessionId });
    expect([count("x"), count("x"), count("y"), count("x", true), count("x")]).toEqual([
      1,
      2,
      1,
      "failed at 3",
      3,
    ]);
  });

  it("get the events of their connections after the call that opened them", () => {
    const { run } = relays("a");
    run("a", "open", { args: { addr: "redis:6379" } });
    expect(run("a", "heard")).toEqual(["conn-1 3 ", "conn-1 0 eof"]);
  });

  it("hide their callbacks from listings and from faces", () => {
    const { engine, run } = relays("a");
    expect(engine.listMethods("a").map(({ name }) => name)).toEqual([
      "say",
      "heard",
      "call",
      "batch",
      "remind",
      "listen",
      "publish",
      "put",
      "get",
      "count",
      "read",
      "crash",
      "open",
    ]);
    expect(() => run("a", "on_data")).toThrow(
      'Cannot invoke "a/on_data": it is a callback, private to "a"',
    );
  });

  it("keep on after a trap, with a fresh instance and the state that was kept", () => {
    const { run } = relays("a");
    run("a", "count", { sessionId: "x" });
    run("a", "remind", { args: { text: "tea", delay_ms: 1 } });
    expect(() => run("a", "crash")).toThrow(SkillTrapError);
    expect(run("a", "heard")).toEqual([]);
    expect(run("a", "count", { sessionId: "x" })).toBe(2);
  });

  it("aren't loaded when their manifest doesn't grant what they require", async () => {
    const source = relaySource.replace(
      "// @skill:version 1.0.0",
      "// @skill:version 1.0.0\n// @skill:require llm\n// @skill:require env KEY",
    );
    const { wasm } = await buildSkill(source);
    const { engine, run } = relays("a");
    let closed = 0;
    const close = () => {
      closed++;
    };
    expect(() =>
      engine.add({ manifest: manifest("greedy"), module: wasm, devices: { close } }),
    ).toThrow(/llm.*env KEY/s);
    expect([engine.skillIds, closed]).toEqual([["a"], 1]);
    expect(run("a", "heard")).toEqual([]);
  });
});

describe("the journal of an engine", () => {
  it("tells every host call: who, what, the answer, what allowed it and how long it took", () => {
    const { run, journal } = relays("a");
    expect(run("a", "read", { args: { path: "/data/x" }, requestId: "r1", sessionId: "s" })).toBe(
      7,
    );
    expect(run("a", "read", { args: { path: "/etc/x" } })).toContain('Cannot read "/etc/x"');
    const entries = journal.entries();
    const error = {
      code: "denied",
      message:
        'Cannot read "/etc/x": outside the allowed directories (/data:ro). ' +
        'Hint: add "/etc:ro" to permissions.fs.dirs',
    };
    const common = { skillId: "a", method: "read", name: "fs_read" };
    expect(entries).toEqual([
      {
        ...common,
        seq: 1,
        atMs: 1_700_000_000_002,
        requestId: "r1",
        sessionId: "s",
        request: { path: "/data/x" },
        answer: { content: { $bytes: 7, base64: "AAAAAAAAAA==" } },
        error: null,
        allowed: true,
        reason: 'granted by "/data:ro" in permissions.fs.dirs',
        lines: [{ list: "permissions.fs.dirs", item: "/data:ro" }],
        durationMs: 2,
      },
      {
        ...common,
        seq: 2,
        atMs: 1_700_000_000_002,
        requestId: "call-1",
        sessionId: "",
        request: { path: "/etc/x" },
        answer: null,
        error,
        allowed: false,
        reason: error.message,
        lines: [{ list: "permissions.fs.dirs", item: "/etc:ro" }],
        durationMs: 0,
      },
    ]);
    expect(JSON.parse(JSON.stringify(entries))).toEqual(entries);
  });

  it("is the same 200 times over", () => {
    const story = () => {
      const { run, clock, journal } = relays("a", "b");
      run("a", "read", { args: { path: "/data/x" } });
      run("a", "open", { args: { addr: "redis:6379" } });
      run("a", "call", { args: { skill: "b", text: "hi" } });
      run("b", "remind", { args: { text: "tea", delay_ms: 10 } });
      clock.advance(20);
      run("b", "read", { args: { path: "/etc/x" } });
      return JSON.stringify([journal.entries(), run("a", "heard"), run("b", "heard")]);
    };
    const first = story();
    for (let n = 0; n < 200; n++) expect(story()).toBe(first);
  });
});
