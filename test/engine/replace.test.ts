import { describe, expect, it } from "vitest";
import { InvokeError } from "../../engine/errors.js";
import type { Maybe } from "../../engine/maybe.js";
import { RequirementError } from "../../engine/permissions/requirements/requirement-error.js";
import { engineWith, manifestOf } from "./engine-with.js";
import { later, type Script, scriptedRunner } from "./scripted-runner.js";

/** A skill that says which version it is. */
const version = (text: string, more: Partial<Script> = {}): Script => ({
  methods: { version: () => ({ value: text }) },
  ...more,
});

const inputOf = (script: Script, manifest = {}) => ({
  manifest: manifestOf("skill", manifest),
  runner: scriptedRunner(script),
});

const answerOf = async (answer: Maybe<{ value: unknown }>) => (await answer).value;

describe("replacing a skill", () => {
  it("answers at once where the skills do, and closes the old one", () => {
    const closed: string[] = [];
    const { engine } = engineWith({
      skill: version("old", { close: () => void closed.push("old") }),
    });
    const descriptor = engine.replace(inputOf(version("new"), { description: "newer" }));
    expect(descriptor).toMatchObject({ skill_name: "Scripted" });
    expect(engine.invoke("skill", "version")).toMatchObject({ value: "new" });
    expect(closed).toEqual(["old"]);
  });

  it("lets the running call end, and those that wait are the new one's", async () => {
    let finish = () => {};
    const running = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow = version("old");
    const methods = { ...slow.methods, wait: () => running.then(() => ({ value: "waited" })) };
    const { engine } = engineWith({ skill: { methods } });
    const first = engine.invoke("skill", "wait");
    const second = engine.invoke("skill", "version");
    const replaced = engine.replace(inputOf(version("new")));
    expect(replaced).toBeInstanceOf(Promise);
    finish();
    expect(await answerOf(first)).toBe("waited");
    expect(await answerOf(second)).toBe("new");
    await replaced;
  });

  it("goes on with the old one when the new one can't describe itself", async () => {
    const { engine } = engineWith({ skill: later(version("old")) });
    const closed: string[] = [];
    const runner = {
      ...scriptedRunner(version("new", { close: () => void closed.push("new") })),
      describe: () => Promise.reject(new TypeError("it says nothing")),
    };
    const replaced = engine.replace({ manifest: manifestOf("skill"), runner });
    await expect(replaced).rejects.toThrow(new TypeError("it says nothing"));
    expect(closed).toEqual(["new"]);
    expect(await answerOf(engine.invoke("skill", "version"))).toBe("old");
  });

  it("goes on with the old one when the manifest doesn't grant what the new one requires", () => {
    const { engine } = engineWith({ skill: version("old") });
    const requirements = [{ kind: "llm", pattern: "", mode: "" }];
    expect(() => engine.replace(inputOf(version("new", { requirements })))).toThrow(
      RequirementError,
    );
    expect(engine.invoke("skill", "version")).toMatchObject({ value: "old" });
  });

  it("keeps the new one when the old one fails to close", () => {
    const close = () => {
      throw new Error("stuck");
    };
    const { engine } = engineWith({ skill: version("old", { close }) });
    expect(() => engine.replace(inputOf(version("new")))).toThrow("stuck");
    expect(engine.invoke("skill", "version")).toMatchObject({ value: "new" });
  });

  it("takes the new manifest from then on", () => {
    const { engine } = engineWith({ skill: version("old"), other: version("other") });
    const invoke_policy = { can_invoke: [], can_be_invoked_by: [] };
    engine.replace(inputOf(version("new"), { invoke_policy }));
    const call = { callerId: "other" };
    expect(() => engine.invoke("skill", "version", call)).toThrow(
      expect.objectContaining({ code: "denied" }),
    );
    expect(engine.invoke("skill", "version")).toMatchObject({ value: "new" });
  });

  it("keeps state, schedules and subscriptions", () => {
    const state = Uint8Array.of(7);
    const seen: unknown[] = [];
    const commands = [
      { type: "schedule", payload: { method: "tick", delay_ms: 10, payload: {} } },
      { type: "subscribe", payload: { topic: "news", callback: "hear" } },
    ];
    const old: Script = { methods: { begin: () => ({ state, commands }) } };
    const next: Script = {
      methods: {
        tick: (_, call) => void seen.push(["tick", call.state]),
        hear: ({ payload }) => void seen.push(["hear", payload]),
        emit: () => ({
          commands: [{ type: "emit_event", payload: { topic: "news", payload: "hi" } }],
        }),
      },
    };
    const { engine, clock } = engineWith({ skill: old });
    engine.invoke("skill", "begin");
    engine.replace(inputOf(next));
    clock.advance(10);
    engine.invoke("skill", "emit");
    expect(seen).toEqual([
      ["tick", state],
      ["hear", "hi"],
    ]);
  });

  it("drops events of the old one's connections, and tells who waits for them", async () => {
    const heard: unknown[] = [];
    const hear = () => void heard.push("event");
    const { engine } = engineWith({ skill: later({ methods: { hear } }) });
    const call = { skillId: "skill", method: "", requestId: "", traceId: "", sessionId: "" };
    const origin = { ...call, llmSessionId: "", callerId: "", deadlineNs: 0 };
    const connection = { id: "c", callback: "hear", call: origin };
    const handled: string[] = [];
    const running = engine.invoke("skill", "hear");
    engine.deliver("skill", {
      connection,
      event: { kind: "tcp" },
      onHandled: () => handled.push("handled"),
    });
    await engine.replace(inputOf({ methods: { hear } }));
    await running;
    expect([heard, handled]).toEqual([["event"], ["handled"]]);
  });

  it("refuses a skill that isn't there", () => {
    const { engine } = engineWith({ other: version("other") });
    expect(() => engine.replace(inputOf(version("new")))).toThrow(
      new InvokeError('Cannot find skill "skill": this engine has "other"', { code: "unknown" }),
    );
    expect(engine.skillIds).toEqual(["other"]);
  });

  it("of a skill that is removed meanwhile ends with an error, and nothing stays", async () => {
    const { engine } = engineWith({ skill: version("old") });
    const closed: string[] = [];
    const runner = scriptedRunner(version("new", { close: () => void closed.push("new") }));
    const replaced = engine.replace({
      manifest: manifestOf("skill"),
      runner: { ...runner, describe: async () => runner.describe() },
    });
    engine.remove("skill");
    await expect(replaced).rejects.toThrow(
      new InvokeError('Cannot invoke "skill": it was closed', { code: "closed" }),
    );
    expect([closed, engine.skillIds]).toEqual([["new"], []]);
  });
});
