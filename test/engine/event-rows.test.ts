import { describe, expect, it } from "vitest";
import { decodeMessage } from "../../engine/codec/message.js";
import type { Connection } from "../../engine/connection-events.js";
import { createEngine } from "../../engine/engine.js";
import type { RunnerCall, SkillRunner } from "../../engine/hosted-skill.js";
import { attempt, chain, type Outcome } from "../../engine/maybe.js";
import type { EngineNotice } from "../../engine/notice.js";
import type { RawResult } from "../../engine/skill.js";
import { manifestOf } from "./engine-with.js";
import { scriptedRunner } from "./scripted-runner.js";

const origin = { skillId: "skill", method: "open", requestId: "", traceId: "", sessionId: "s" };

function connection(id: string): Connection {
  const call = { ...origin, llmSessionId: "", callerId: "", deadlineNs: 0 };
  return { id, callback: "on_data", call };
}

const idOf = ({ payload }: RunnerCall) => (decodeMessage(payload) as { conn_id: string }).conn_id;

/** A skill that gets events in rows, of which it runs so many as `lengthOf` says. */
function rowSkill(lengthOf: (ids: readonly string[]) => number) {
  const rows: string[][] = [];
  const states: string[] = [];
  const notices: EngineNotice[] = [];
  const scripted = scriptedRunner({
    methods: {
      on_data: async ({ conn_id }, { state }) => {
        await Promise.resolve();
        states.push(`${conn_id} ${new TextDecoder().decode(state)}`);
        if (conn_id === "bad") throw new RangeError("bad");
        return conn_id === "saves" ? { state: new TextEncoder().encode("saved") } : {};
      },
      say: () => void states.push("say "),
    },
  });
  const runner: SkillRunner = {
    ...scripted,
    invokeRow: async (calls) => {
      const begun = calls.slice(0, lengthOf(calls.map(idOf)));
      rows.push(begun.map(idOf));
      let last: Outcome<RawResult> | undefined;
      for (const { method, payload, call } of begun) {
        last = await chain(
          attempt(() => scripted.invokeRaw(method, payload, call)),
          (outcome) => outcome,
        );
      }
      return { before: begun.length - 1, last: last as Outcome<RawResult> };
    },
  };
  const engine = createEngine({ onNotice: (notice) => notices.push(notice) });
  engine.add({ manifest: manifestOf("skill"), runner });
  const deliver = (ids: readonly string[]) =>
    Promise.all(
      ids.map(
        (id) =>
          new Promise<void>((onHandled) => {
            const event = { kind: "tcp" } as const;
            engine.deliver("skill", { connection: connection(id), event, onHandled });
          }),
      ),
    );
  return { engine, runner, deliver, rows, states, notices };
}

describe("events in rows", () => {
  it("go on where the row before has stopped, without one lost or repeated", async () => {
    const ids = Array.from({ length: 100 }, (_, i) => `c${i}`);
    const { deliver, rows, states } = rowSkill((row) => Math.ceil(row.length / 2));
    await deliver(ids);
    expect(states).toEqual(ids.map((id) => `${id} `));
    expect(Math.max(...rows.map((row) => row.length))).toBe(16);
  });

  it("see the state that the last one of the row before has stored", async () => {
    const { deliver, states } = rowSkill((row) => row.indexOf("saves") + 1 || row.length);
    await deliver(["a", "b", "saves", "c", "d"]);
    expect(states).toEqual(["a ", "b ", "saves ", "c saved", "d saved"]);
  });

  it("report the one that failed, and those behind it still run", async () => {
    const { deliver, states, notices } = rowSkill((row) => row.indexOf("bad") + 1 || row.length);
    await deliver(["a", "b", "bad", "c"]);
    expect(states.map((state) => state.trim())).toEqual(["a", "b", "bad", "c"]);
    expect(notices).toEqual([
      {
        skillId: "skill",
        kind: "call_failed",
        method: "on_data",
        cause: "event",
        error: new RangeError("bad"),
      },
    ]);
  });

  it("let a call that stands between them have its turn", async () => {
    const { engine, deliver, states } = rowSkill((row) => row.length);
    const before = deliver(["a", "b"]);
    const said = engine.invoke("skill", "say");
    const behind = deliver(["c", "d"]);
    await Promise.all([before, said, behind]);
    expect(states).toEqual(["a ", "b ", "say ", "c ", "d "]);
  });

  it("let another version take over before what a row leaves undone, which it drops", async () => {
    const { engine, runner, deliver, states } = rowSkill(() => 1);
    const handled = deliver(["a", "b", "c", "d"]);
    await engine.replace({ manifest: manifestOf("skill"), runner });
    await handled;
    expect(states).toEqual(["a "]);
    expect(await engine.invoke("skill", "say")).toMatchObject({ error: undefined });
  });
});
