import { describe, expect, it } from "vitest";
import { MemoryStore } from "../../engine/memory-store.js";
import { ask, asking } from "./asking.js";
import { engineWith } from "./engine-with.js";

describe("emit_event", () => {
  it("reaches the subscribers of its topic, in order of subscribing", () => {
    const skill = asking();
    const other = asking();
    const { engine } = engineWith({ skill: skill.script, other: other.script });
    const subscribe = (id: string, topic: string) =>
      engine.invoke(id, "ask", {
        args: { commands: [{ type: "subscribe", payload: { topic, callback: "hear" } }] },
      });
    subscribe("other", "news");
    subscribe("skill", "news");
    subscribe("skill", "sports");
    ask(engine, "emit_event", { topic: "news", payload: { n: 1 } });
    const message = { topic: "news", payload: { n: 1 }, source: "skill", id: "message-1" };
    expect([skill.heard, other.heard]).toEqual([[message], [message]]);
  });

  it("reaches a method once, in the session that subscribed last", () => {
    const sessions: unknown[] = [];
    const { script } = asking({
      hear: (_, call) => {
        sessions.push(call.sessionId);
      },
    });
    const { engine } = engineWith({ skill: script });
    for (const session of ["one", "two"]) {
      ask(engine, "subscribe", { topic: "news", callback: "hear" }, session);
    }
    ask(engine, "emit_event", { topic: "news", payload: null }, "emitter");
    expect(sessions).toEqual(["two"]);
  });

  it.each([
    ["orders.*", ["orders.new", "orders/new"]],
    ["orders.**", ["orders", "orders.new", "orders.new.big", "orders/new"]],
    ["**", ["orders", "orders.new", "orders.new.big", "orders/new", "stock.new"]],
    ["*/new", ["orders.new", "orders/new", "stock.new"]],
    ["**.big", ["orders.new.big"]],
  ])("reaches who subscribed to %s once for each topic that fits", (topic, want) => {
    const { script, heard } = asking();
    const { engine } = engineWith({ skill: script });
    ask(engine, "subscribe", { topic, callback: "hear" });
    ask(engine, "subscribe", { topic: "**.nothing", callback: "hear" });
    for (const each of ["orders", "orders.new", "orders.new.big", "orders/new", "stock.new"]) {
      ask(engine, "emit_event", { topic: each, payload: null });
    }
    expect(heard.map((message) => message.topic)).toEqual(want);
  });

  it("reaches a skill that is back in the session that subscribed", () => {
    const store = new MemoryStore();
    const { script, heard } = asking();
    const first = engineWith({ skill: script }, { store });
    ask(first.engine, "subscribe", { topic: "news", callback: "hear" }, "mine");
    first.engine.close();
    const { engine } = engineWith({ skill: script }, { store });
    ask(engine, "emit_event", { topic: "news", payload: 1 });
    expect(heard).toMatchObject([{ topic: "news", payload: 1 }]);
  });

  it("reaches no skill that was removed, and nobody is fine", () => {
    const { script, heard } = asking();
    const { engine, notices } = engineWith({ skill: script, other: script });
    engine.invoke("other", "ask", {
      args: { commands: [{ type: "subscribe", payload: { topic: "news", callback: "hear" } }] },
    });
    engine.remove("other");
    ask(engine, "emit_event", { topic: "news", payload: 1 });
    expect([heard, notices]).toEqual([[], []]);
  });
});
