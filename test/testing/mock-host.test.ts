import { createMockHost, SkillError } from "@luminarys/sdk-as/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { SkillLoadError, SkillTrapError } from "../../engine/errors.js";
import { relaySource } from "../engine/relay.js";
import { buildSkill } from "../support/build-skill.js";

let skill: Uint8Array;

beforeAll(async () => {
  skill = (await buildSkill(relaySource)).wasm;
});

describe("a call", () => {
  test("gives the value, and the host calls that it made", () => {
    const host = createMockHost({ skill });
    host.fs.write("/data/a", "12345");
    const { value, error, journal } = host.call("read", { path: "/data/a" });
    expect([value, error]).toEqual([5, undefined]);
    expect(journal.map(({ name, allowed }) => [name, allowed])).toEqual([["fs_read", true]]);
    expect(host.call("heard").journal).toEqual([]);
  });

  test("that fails gives the error, and the next one works", () => {
    const host = createMockHost({ skill });
    expect(host.call("count", { fail: true }).error).toBe("failed at 1");
    expect(host.call("count").value).toBe(1);
  });

  test("that is asked for its value alone gives it, or throws the error of the skill", () => {
    const host = createMockHost({ skill });
    expect(() => host.value("count", { fail: true })).toThrow(
      new SkillError("failed at 1", "count"),
    );
    expect(host.value("count")).toBe(1);
    expect(host.value("say", { text: "hi" }, { callerId: "other" })).toBe("hi for [other]");
  });

  test("that throws throws, and the next one works", () => {
    const host = createMockHost({ skill });
    expect(() => host.call("crash")).toThrow(SkillTrapError);
    expect(host.call("heard").value).toEqual([]);
  });

  test("keeps state by session, unless it brings its own", () => {
    const host = createMockHost({ skill });
    const count = (options: object) => host.call("count", {}, options).value;
    expect([count({}), count({}), count({ sessionId: "b" })]).toEqual([1, 2, 1]);
    expect(count({ state: Uint8Array.of(41) })).toBe(42);
    expect(host.state.bytes({ sessionId: "b" })).toEqual(Uint8Array.of(1));
  });

  test("says who calls, and is refused to callbacks for others", () => {
    const host = createMockHost({ skill });
    const say = host.call("say", { text: "hi" }, { callerId: "other" });
    expect(say.value).toBe("hi for [other]");
    expect(() => host.call("note", { text: "x" })).toThrow(
      'Cannot invoke "relay/note": it is a callback, private to "relay"',
    );
    host.call("note", { text: "x" }, { callerId: "relay" });
    expect(host.call("heard").value).toEqual(["x"]);
  });

  test("has no more time than the test gives it", () => {
    const host = createMockHost({ skill });
    host.fs.write("/data/a", "12345");
    host.fs.slow(20);
    expect(host.call("read", { path: "/data/a" }, { deadlineMs: 21 }).value).toBe(5);
    expect(host.call("read", { path: "/data/a" }, { deadlineMs: 10 }).error).toBe(
      'Cannot read "/data/a": no answer within 10 ms',
    );
    expect(() => host.call("heard", {}, { deadlineMs: 0 })).toThrow(
      'Cannot invoke "relay/heard": its deadline has passed',
    );
    expect(host.call("heard").value).toEqual([]);
  });

  test("gives its commands, and the state that it keeps", () => {
    const host = createMockHost({ skill });
    expect(host.call("count").state).toEqual(Uint8Array.of(1));
    expect(host.call("put", { key: "k", text: "v" }).commands).toMatchObject([
      { type: "store_kv", payload: { key: "k" } },
    ]);
    expect(host.call("count", { fail: true })).toMatchObject({ state: undefined, commands: [] });
  });

  test("with a wrong argument says which", () => {
    const host = createMockHost({ skill });
    expect(host.call("say", { text: 1 }).error).toBe(
      'Cannot decode parameter "text" at offset 6: found 0x01 (integer), expected string',
    );
  });
});

describe("a typed client", () => {
  interface RelayClient {
    say(args: { text: string }): string;
    read(args: { path: string }): number;
  }

  test("calls by the skill's own description", () => {
    const host = createMockHost({ skill });
    const client = host.client<RelayClient>({ callerId: "other" });
    expect(client.say({ text: "hi" })).toBe("hi for [other]");
    expect(() => client.read({ path: "/none" })).toThrow(SkillError);
    const wrong = client as unknown as { sya(): void };
    expect(() => wrong.sya()).toThrow(
      'Cannot call "sya": the skill "Relay" has no such method. Hint: did you mean "say"?',
    );
  });
});

describe("several skills", () => {
  const manifest = { a: { invoke_policy: { can_invoke: ["b"] } }, b: {} };

  test("call each other by commands, within the test's call", () => {
    const host = createMockHost({ skill: { a: skill, b: skill }, manifest });
    host.call("call", { skill: "b", text: "hi" });
    expect(host.call("heard").value).toEqual(["b context: hi for [a]"]);
    expect(host.events.map(({ skillId, method, callerId }) => [skillId, method, callerId])).toEqual(
      [
        ["b", "say", "a"],
        ["a", "on_result", ""],
      ],
    );
  });

  test("need manifests of skills that are there", () => {
    const options = { skill: { a: skill }, manifest: { x: {} } };
    expect(() => createMockHost(options)).toThrow('Cannot use manifest of "x": the skills are a');
  });
});

describe("time is virtual", () => {
  test("schedules run when the clock is moved", () => {
    const host = createMockHost({ skill, now: new Date("2026-03-01T00:00:00Z") });
    host.call("remind", { text: "later", delay_ms: 60_000 });
    host.clock.advance(59_999);
    expect(host.events).toEqual([]);
    host.clock.advance(1);
    expect(host.events).toEqual([
      {
        skillId: "relay",
        method: "note",
        payload: { text: "later", id: "schedule-1" },
        sessionId: "",
        callerId: "",
        atMs: Date.UTC(2026, 2, 1, 0, 1),
        error: undefined,
      },
    ]);
  });

  test("idle is when no timer is set", () => {
    const host = createMockHost({ skill });
    host.call("remind", { text: "in a year", delay_ms: 365 * 86_400_000 });
    host.runUntilIdle();
    expect(host.call("heard").value).toEqual(["in a year"]);
    expect(host.clock.pending).toBe(0);
  });
});

describe("what is kept", () => {
  test("shared values are read and set", () => {
    const host = createMockHost({ skill });
    host.call("put", { key: "k", text: "v" });
    expect([host.kv.keys, host.kv.get("k"), host.kv.get("none")]).toEqual([["k"], "v", undefined]);
    host.kv.set("n", "w");
    host.call("get", { key: "n" });
    expect(host.call("heard").value).toEqual(["n=w"]);
  });
});

describe("closing a skill", () => {
  test("ends its connections and timers", () => {
    const host = createMockHost({ skill });
    host.tcp.on("chat:9000").accept((peer) => peer.wait(100).send("late"));
    host.call("open", { addr: "chat:9000" });
    host.call("remind", { text: "later", delay_ms: 100 });
    expect(host.connections.map(({ id, isOpen }) => [id, isOpen])).toEqual([["tcp-1", true]]);
    host.close();
    expect(host.connections.map(({ isOpen }) => isOpen)).toEqual([false]);
    expect(host.clock.pending).toBe(0);
    host.runUntilIdle();
    expect(host.events).toEqual([]);
    expect(() => host.call("heard")).toThrow('Cannot find skill "": this engine has none');
  });
});

test("a module that is none is refused", () => {
  expect(() => createMockHost({ skill: Uint8Array.of(1, 2, 3) })).toThrow(SkillLoadError);
});

test("a module that isn't there is told, with what to do", () => {
  expect(() => createMockHost({ skill: "build/none.wasm" })).toThrow(
    'Cannot read skill "build/none.wasm": no such file. Hint: build it first (npx skill-gen build), ' +
      "or correct the path",
  );
  expect(() => createMockHost({ skill: "test" })).toThrow(
    'Cannot read skill "test": it is a folder. Hint: build it first (npx skill-gen build), or ' +
      "correct the path",
  );
});

test("a manifest that isn't there is told, with what to do", () => {
  expect(() => createMockHost({ skill, manifest: "none.yaml" })).toThrow(
    'Cannot read manifest "none.yaml": no such file. Hint: name a file, or give YAML of several lines',
  );
});

test("variables of a manifest are those that the test gives, however it gives the manifest", () => {
  const manifest = { env: { TOKEN: "${TOKEN:?}" } };
  expect(() => createMockHost({ skill, manifest })).toThrow(
    'env.TOKEN: TOKEN isn\'t set. Hint: createMockHost({ env: { TOKEN: "..." } })',
  );
  const host = createMockHost({ skill, manifest, env: { TOKEN: "t" } });
  expect(host.call("count").value).toBe(1);
});

test.each([
  ["an object", { permisions: {} }, "manifest:"],
  ["YAML", "id: relay\npath: r.wasm\npermisions: {}\n", "manifest:3:1:"],
])("a mistake in a manifest that is %s names no file", (_, given, place) => {
  const manifest = given as string;
  expect(() => createMockHost({ skill, manifest })).toThrow(
    `Cannot read manifest: a problem\n${place} Unknown key "permisions". Hint: did you mean "permissions"?`,
  );
});
