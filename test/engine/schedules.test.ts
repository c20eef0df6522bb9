import { describe, expect, it } from "vitest";
import { ManualClock } from "../../engine/manual-clock.js";
import { MemoryStore } from "../../engine/memory-store.js";
import { ask, asking } from "./asking.js";
import { engineWith } from "./engine-with.js";

describe("schedule", () => {
  const schedule = (delay_ms: number, payload: unknown = {}) => ({
    method: "hear",
    delay_ms,
    payload,
  });

  it("calls the method with its payload when it is due, and not before", () => {
    const { script, heard } = asking();
    const { engine, clock } = engineWith({ skill: script });
    ask(engine, "schedule", schedule(500, { n: 1 }));
    clock.advance(499);
    expect(heard).toEqual([]);
    clock.advance(1);
    expect(heard).toEqual([{ n: 1, id: "schedule-1" }]);
    expect(engine.store.listSchedules("skill")).toEqual([]);
  });

  it("calls several in order of their time", () => {
    const { script, heard } = asking();
    const { engine, clock } = engineWith({ skill: script });
    for (const n of [300, 100, 200, 100]) ask(engine, "schedule", schedule(n, { n }));
    clock.advance(1000);
    expect(heard.map(({ n }) => n)).toEqual([100, 100, 200, 300]);
  });

  it("keeps to the session of the call that asked", () => {
    const sessions: unknown[] = [];
    const { script } = asking({
      hear: (_, call) => {
        sessions.push(call.sessionId);
      },
    });
    const { engine, clock } = engineWith({ skill: script });
    ask(engine, "schedule", schedule(1), "mine");
    clock.advance(1);
    expect(sessions).toEqual(["mine"]);
  });

  it("survives its skill: what fell due meanwhile runs when the skill is back", () => {
    const store = new MemoryStore();
    const { script, heard } = asking();
    const first = engineWith({ skill: script }, { store });
    ask(first.engine, "schedule", schedule(100, { n: 1 }));
    first.engine.close();
    first.clock.advance(1000);
    expect(heard).toEqual([]);
    const clock = new ManualClock(first.clock.now());
    engineWith({ skill: script }, { store, clock });
    clock.advance(0);
    expect(heard).toEqual([{ n: 1, id: "schedule-1" }]);
    expect(store.listSchedules("skill")).toEqual([]);
  });

  it("that fell due meanwhile is forgotten on a host that says so", () => {
    const store = new MemoryStore();
    const { script, heard } = asking();
    const first = engineWith({ skill: script }, { store });
    ask(first.engine, "schedule", schedule(100, { n: 1 }));
    ask(first.engine, "schedule", schedule(2000, { n: 2 }));
    first.engine.close();
    const clock = new ManualClock(first.clock.now() + 1000);
    engineWith({ skill: script }, { store, clock, missedSchedules: "drop" });
    clock.advance(5000);
    expect(heard).toMatchObject([{ n: 2 }]);
    expect(store.listSchedules("skill")).toEqual([]);
  });

  it("keeps the payload's own id, and whatever is no map", () => {
    const { script, heard } = asking();
    const { engine, clock } = engineWith({ skill: script });
    ask(engine, "schedule", schedule(1, { id: "mine" }));
    ask(engine, "schedule", schedule(2, null));
    ask(engine, "schedule", schedule(3, [1]));
    clock.advance(5);
    expect(heard).toEqual([{ id: "mine" }, { id: "schedule-2" }, [1]]);
  });

  it("that fails is a notice", () => {
    const { script } = asking();
    const { engine, clock, notices } = engineWith({ skill: script });
    ask(engine, "schedule", { ...schedule(1), method: "nothing" });
    clock.advance(1);
    const error = 'Unknown method "nothing"';
    const who = { skillId: "skill", method: "nothing" };
    expect(notices).toEqual([{ ...who, kind: "call_failed", cause: "schedule", error }]);
  });
});
