import { describe, expect, it } from "vitest";
import { InvokeError } from "../../engine/errors.js";
import { engineWith } from "./engine-with.js";
import { later } from "./scripted-runner.js";

const schedule = { type: "schedule", payload: { method: "tick", delay_ms: 100, payload: {} } };
const connection = {
  id: "c",
  callback: "tick",
  call: {
    skillId: "skill",
    method: "run",
    requestId: "r",
    traceId: "",
    sessionId: "",
    llmSessionId: "",
    callerId: "",
    deadlineNs: 0,
  },
};

describe("a skill that is closed", () => {
  it("ends its timers and keeps its schedules", () => {
    let ticks = 0;
    const methods = {
      run: () => ({ commands: [schedule] }),
      tick: () => {
        ticks++;
      },
    };
    const { engine, clock } = engineWith({ skill: { methods } });
    engine.invoke("skill", "run");
    engine.remove("skill");
    expect(clock.pending).toBe(0);
    clock.advance(1000);
    expect(ticks).toBe(0);
    expect(engine.store.listSchedules("skill")).toHaveLength(1);
  });

  it("closes its runner once, and is unknown afterwards", () => {
    let closed = 0;
    const close = () => {
      closed++;
    };
    const { engine } = engineWith({ skill: { methods: {}, close } });
    engine.close();
    engine.close();
    expect(closed).toBe(1);
    expect(() => engine.invoke("skill", "run")).toThrow(
      new InvokeError('Cannot find skill "skill": this engine has none', { code: "unknown" }),
    );
  });

  it("drops the calls that wait, and ends after the one that runs", async () => {
    const log: string[] = [];
    const run = () => {
      log.push("run");
      return {};
    };
    const close = () => {
      log.push("close");
    };
    const { engine } = engineWith({ skill: later({ methods: { run }, close }) });
    const calls = [engine.invoke("skill", "run"), engine.invoke("skill", "run")];
    const outcomes = Promise.allSettled(calls);
    await engine.remove("skill");
    expect(log).toEqual(["run", "close"]);
    expect((await outcomes)[1]).toEqual({
      status: "rejected",
      reason: new InvokeError('Cannot invoke "skill": it was closed', { code: "closed" }),
    });
  });

  it("keeps what the call that was running asked for until it is back", async () => {
    const run = () => ({ commands: [schedule] });
    const { engine, clock } = engineWith({ skill: later({ methods: { run } }) });
    const call = engine.invoke("skill", "run");
    await engine.remove("skill");
    await call;
    expect(clock.pending).toBe(0);
    expect(engine.store.listSchedules("skill")).toMatchObject([{ method: "tick" }]);
  });

  it("hears no event any more, those that wait included", async () => {
    let handled = 0;
    let ticks = 0;
    const methods = {
      run: () => ({}),
      tick: () => {
        ticks++;
      },
    };
    const { engine, notices } = engineWith({ skill: later({ methods }) });
    const onHandled = () => {
      handled++;
    };
    const deliver = () =>
      engine.deliver("skill", { connection, event: { kind: "tcp" }, onHandled });
    const call = engine.invoke("skill", "run");
    deliver();
    deliver();
    await engine.remove("skill");
    deliver();
    await call;
    expect([handled, ticks, notices]).toEqual([3, 0, []]);
  });
});
