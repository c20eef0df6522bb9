import { describe, expect, it } from "vitest";
import { encodeMessage } from "../../engine/codec/message.js";
import { ask, asking } from "./asking.js";
import { engineWith } from "./engine-with.js";
import type { ScriptedAnswer } from "./scripted-runner.js";

type Args = Record<string, unknown>;

describe("batch_invoke", () => {
  const item = (index: number, n: number, skill_id = "worker") => ({
    index,
    skill_id,
    method: "work",
    payload: encodeMessage({ n }),
  });
  const batch = (items: unknown[], concurrency = 0) => ({ items, callback: "hear", concurrency });
  const work = ({ n }: Args): ScriptedAnswer => (n === 2 ? { error: "not two" } : { value: n });

  it.each([0, 1, 2, 100])("tells all outcomes in order, %i at a time", (concurrency) => {
    const { script, heard } = asking();
    const { engine } = engineWith({ skill: script, worker: { methods: { work } } });
    const items = [item(7, 1), item(5, 2), item(6, 3), item(1, 4, "nobody")];
    ask(engine, "batch_invoke", batch(items, concurrency));
    expect(heard).toEqual([
      {
        batch_id: "batch-1",
        items: [
          { index: 7, payload: encodeMessage(1), error: "" },
          { index: 5, payload: new Uint8Array(), error: "not two" },
          { index: 6, payload: encodeMessage(3), error: "" },
          {
            index: 1,
            payload: new Uint8Array(),
            error: 'Cannot invoke "nobody/work": no such skill',
          },
        ],
      },
    ]);
  });

  it("of nothing tells so", () => {
    const { script, heard } = asking();
    const { engine } = engineWith({ skill: script });
    ask(engine, "batch_invoke", batch([]));
    expect(heard).toEqual([{ batch_id: "batch-1", items: [] }]);
  });

  it.each([
    [1, 1],
    [2, 2],
    [0, 4],
  ])("with concurrency %i runs %i calls at once", async (concurrency, want) => {
    let running = 0;
    let most = 0;
    const slow = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return {};
    };
    const { script, heard } = asking();
    const worker = { methods: { work: slow } };
    const { engine } = engineWith({ skill: script, a: worker, b: worker, c: worker, d: worker });
    const items = ["a", "b", "c", "d"].map((id, n) => item(n, n, id));
    const answer = await ask(engine, "batch_invoke", batch(items, concurrency));
    await answer.done();
    expect(most).toBe(want);
    expect(heard).toHaveLength(1);
  });
});
