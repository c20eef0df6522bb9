import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  completeManifest,
  createEngine,
  type Engine,
  encodeMessage,
} from "@luminarys/sdk-as/engine";
import { createHost } from "@luminarys/skill-host";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Script, scriptedRunner } from "../../../test/engine/scripted-runner.js";
import { buildSkill } from "../../../test/support/build-skill.js";
import { type LmdbStore, openLmdbStore } from "../../store/lmdb-store.js";
import { pingSkill } from "./ping-skill.js";

const MIB = 1024 * 1024;

let path: string;
let store: LmdbStore;

beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), "scale-"));
  store = await openLmdbStore({ path, survives: "process" });
});

afterEach(async () => {
  await store.close();
  rmSync(path, { recursive: true, force: true });
});

const manifestOf = (id: string) =>
  completeManifest({
    id,
    path: "skill.wasm",
    invoke_policy: { can_invoke: ["*"], can_be_invoked_by: ["*"] },
    limits: { queue: 100_000 },
  });

async function engineOf(scripts: Record<string, Script["methods"]>): Promise<Engine> {
  const engine = createEngine({ store });
  for (const [id, methods] of Object.entries(scripts)) {
    await engine.add({ manifest: manifestOf(id), runner: scriptedRunner({ methods }) });
  }
  return engine;
}

/** Bytes that a run keeps of the heap. */
async function keptBytes(run: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().heapUsed;
  await run();
  return process.memoryUsage().heapUsed - before;
}

const invokeAll = async (engine: Engine, id: string, method: string) => {
  const answer = await engine.invoke(id, method);
  await answer.done();
};

const nothingOwed = () => [
  store.listTasks(),
  store.listBatches(),
  store.listBatchResults("batch-1"),
  store.listSchedules("skill"),
];

describe("a durable engine", () => {
  it("carries 10,000 hops to and fro between two skills, in order", async () => {
    const heard: number[] = [];
    const call = (n: number) => ({
      type: "call_module",
      payload: { skill_id: "pong", method: "echo", payload: { n }, callback: "back", call_ctx: "" },
    });
    const engine = await engineOf({
      skill: {
        start: () => ({ commands: [call(0)] }),
        back: ({ payload }) => {
          const n = payload as number;
          heard.push(n);
          return { state: encodeMessage(n), commands: n < 4999 ? [call(n + 1)] : [] };
        },
      },
      pong: { echo: ({ n }) => ({ value: n }) },
    });
    const kept = await keptBytes(() => invokeAll(engine, "skill", "start"));
    expect(heard).toEqual(Array.from({ length: 5000 }, (_, n) => n));
    expect(store.readState("skill", "")).toEqual(encodeMessage(4999));
    expect(nothingOwed()).toEqual([[], [], [], []]);
    expect(kept).toBeLessThan(100 * MIB);
  });

  it("runs a batch of 1,000 calls, eight at a time, and tells all in order", async () => {
    let running = 0;
    let most = 0;
    const told: unknown[] = [];
    const items = Array.from({ length: 1000 }, (_, index) => {
      return {
        index,
        skill_id: `worker${index % 16}`,
        method: "work",
        payload: encodeMessage({ index }),
      };
    });
    const payload = { items, callback: "done", concurrency: 8 };
    const work = async ({ index }: Record<string, unknown>) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return { value: index };
    };
    const workers = Array.from({ length: 16 }, (_, n) => [`worker${n}`, { work }]);
    const engine = await engineOf({
      skill: {
        start: () => ({ commands: [{ type: "batch_invoke", payload }] }),
        done: (event) => void told.push(event),
      },
      ...Object.fromEntries(workers),
    });
    await invokeAll(engine, "skill", "start");
    const want = items.map(({ index }) => ({ index, payload: encodeMessage(index), error: "" }));
    expect(told).toEqual([{ batch_id: "batch-1", items: want }]);
    expect(most).toBe(8);
    expect(nothingOwed()).toEqual([[], [], [], []]);
  });

  it("calls 10,000 schedules that fall due within a second, each once, in order of their time", async () => {
    const due: unknown[] = [];
    let allDue = () => {};
    const done = new Promise<void>((resolve) => {
      allDue = resolve;
    });
    const commands = Array.from({ length: 10_000 }, (_, n) => {
      const delay_ms = 2000 + ((n * 7919) % 1000);
      return { type: "schedule", payload: { method: "tick", delay_ms, payload: {} } };
    });
    const engine = await engineOf({
      skill: {
        start: () => ({ commands }),
        tick: ({ id }) => {
          due.push(id);
          if (due.length === commands.length) allDue();
          return { state: encodeMessage(due.length) };
        },
      },
    });
    const alive = setInterval(() => {}, 1000);
    await invokeAll(engine, "skill", "start");
    const planned = [...store.listSchedules("skill")].sort((a, b) => a.dueMs - b.dueMs);
    await done;
    await engine.close();
    clearInterval(alive);
    expect(due).toHaveLength(10_000);
    expect(due).toEqual(planned.map(({ id }) => id));
    expect(nothingOwed()).toEqual([[], [], [], []]);
    expect(store.readState("skill", "")).toEqual(encodeMessage(10_000));
  });

  it("tells 100 subscribers of a topic each message once, in order", async () => {
    const heard = new Map<string, unknown[]>();
    const hear = (id: string) => ({
      join: () => ({
        commands: [{ type: "subscribe", payload: { topic: "news", callback: "hear" } }],
      }),
      hear: ({ payload }: Record<string, unknown>) => void heard.get(id)?.push(payload),
    });
    const ids = Array.from({ length: 100 }, (_, n) => `subscriber${n}`);
    const emit = (payload: number) => ({ type: "emit_event", payload: { topic: "news", payload } });
    const messages = Array.from({ length: 10 }, (_, n) => n);
    const engine = await engineOf({
      skill: { start: () => ({ commands: messages.map(emit) }) },
      ...Object.fromEntries(ids.map((id) => [id, hear(id)])),
    });
    for (const id of ids) {
      heard.set(id, []);
      await engine.invoke(id, "join");
    }
    await invokeAll(engine, "skill", "start");
    expect([...heard.values()]).toEqual(ids.map(() => messages));
    expect(nothingOwed()).toEqual([[], [], [], []]);
  });
});

it("two skills in threads play 500 hops to and fro on a durable store", async () => {
  const { wasm } = await buildSkill(pingSkill);
  const host = createHost({ store });
  for (const id of ["ping", "pong"]) await host.add({ manifest: manifestOf(id), module: wasm });
  await host.resume();
  const started = await host.invoke("ping", "start", { args: { rounds: 250 } });
  await started.done();
  expect((await host.invoke("ping", "left")).value).toBe("0 left of 250");
  await host.stop();
  expect(store.listTasks()).toEqual([]);
});
