import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryStore, type Store, type StoreChange } from "@luminarys/sdk-as/engine";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type LmdbStore, openLmdbStore } from "../../store/lmdb-store.js";
import { StoreError } from "../../store/store-error.js";

let folder: string;
const stores: LmdbStore[] = [];

async function openStore(): Promise<LmdbStore> {
  const store = await openLmdbStore({ path: folder, survives: "process" });
  stores.push(store);
  return store;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lmdb-store-"));
});

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const origin = { sessionId: "s", llmSessionId: "l", traceId: "t" };
const bytes = Uint8Array.of(1, 2, 3);

const task = (id: string, skillId = "a") => ({
  ...origin,
  id,
  skillId,
  method: "work",
  payload: bytes,
  callerId: "b",
  cause: "command" as const,
  deadlineNs: 2n ** 62n,
  hops: 3,
  outcome: { kind: "callback", skillId: "b", callback: "done", callCtx: "ctx" } as const,
});

const schedule = (id: string) => ({
  ...origin,
  id,
  skillId: "a",
  method: "tick",
  payload: bytes,
  dueMs: 1_800_000_000_000,
});

const subscription = (topic: string) => ({ ...origin, topic, skillId: "a", callback: "hear" });

const batch = {
  ...origin,
  id: "batch",
  skillId: "a",
  callback: "done",
  concurrency: 2,
  size: 3,
  hops: 1,
};

const result = (at: number) => ({
  batchId: "batch",
  at,
  index: at + 10,
  payload: bytes,
  error: "",
});

const state = (skillId: string, sessionId: string, length: number): StoreChange => ({
  kind: "state",
  skillId,
  sessionId,
  state: new Uint8Array(length).fill(7),
});

const value = (key: string, length: number, skillId = "a"): StoreChange => ({
  kind: "value",
  key,
  value: new Uint8Array(length).fill(9),
  skillId,
});

const session = (id: string, owner = "ann") => ({
  id,
  owner,
  agentId: "main",
  channel: "web",
  title: "Hi",
  createdMs: 1,
  usedMs: 1_800_000_000_000,
});

/** What a store holds, in a form that two stores can be compared by. */
async function holdings(store: Store): Promise<unknown> {
  return {
    states: [await store.readState("a", "s"), await store.readState("a", "ü\n")],
    values: [await store.readValue("k"), await store.readValue("x".repeat(5000))],
    used: [await store.usedBytes("a", []), await store.usedBytes("a", [{ key: "k" }])],
    usedWithoutState: await store.usedBytes("a", [{ sessionId: "s" }, { key: "nothing" }]),
    schedules: await store.listSchedules("a"),
    subscriptions: await store.listSubscriptions("a"),
    tasks: [await store.listTasks(), await store.listTasks("a")],
    batches: [await store.listBatches(), await store.listBatchResults("batch")],
    history: [await store.listHistory("s"), await store.listHistory("gone")],
    sessions: [await store.listSessions(), await store.listSessions("ann")].map(byId),
    session: [await store.readSession("ann", "s"), await store.readSession("bob", "s")],
  };
}

function byId(sessions: readonly { id: string }[]): unknown {
  return [...sessions].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const scenario: readonly (readonly StoreChange[])[] = [
  [state("a", "s", 10), value("k", 100), { kind: "add_schedule", schedule: schedule("z") }],
  [
    state("a", "ü\n", 5),
    value("x".repeat(5000), 3),
    { kind: "add_schedule", schedule: schedule("y") },
  ],
  [{ kind: "subscribe", subscription: subscription("news") }],
  [{ kind: "subscribe", subscription: subscription("**") }],
  [{ kind: "subscribe", subscription: { ...subscription("news"), sessionId: "other" } }],
  [
    { kind: "add_task", task: task("2") },
    { kind: "add_task", task: task("1", "c") },
  ],
  [
    { kind: "add_task", task: task("3") },
    { kind: "remove_task", skillId: "a", id: "2" },
  ],
  [
    { kind: "add_batch", batch },
    { kind: "batch_result", result: result(0) },
  ],
  [{ kind: "batch_result", result: result(1) }, state("a", "s", 20), value("k", 30, "b")],
  [
    { kind: "session", session: session("s") },
    { kind: "session", session: session("t", "bob\n".repeat(500)) },
    { kind: "session", session: session("gone") },
  ],
  [{ kind: "session", session: { ...session("s"), title: "Later" } }],
  [state("a", "gone", 11), state("b", "gone", 12), state("b", "s", 13)],
  [
    { kind: "clear_session", sessionId: "gone" },
    { kind: "remove_session", owner: "ann", id: "gone" },
    { kind: "remove_session", owner: "bob", id: "s" },
  ],
  [value("k", 40), value("k", 50), { kind: "remove_schedule", skillId: "a", id: "z" }],
];

describe("a store on disk", () => {
  it("holds what a store in memory holds, and still does when it is opened again", async () => {
    const memory = new MemoryStore();
    const disk = await openStore();
    for (const changes of scenario) {
      memory.commit(changes);
      await disk.commit(changes);
    }
    for (const store of [memory, disk]) {
      await store.appendHistory("s", { role: "user", content: "hi" });
      await store.appendHistory("s", { role: "assistant", content: "hello" });
    }
    const want = await holdings(memory);
    expect(await holdings(disk)).toEqual(want);
    await disk.close();
    expect(await holdings(await openStore())).toEqual(want);
  });

  it.each([
    ["in memory", async () => new MemoryStore()],
    ["on disk", openStore],
  ])(
    "clears a session %s: its history and the states of all skills, and nothing else",
    async (_, open) => {
      const store: Store = await open();
      for (const id of ["s", "t", "é"]) {
        await store.commit([
          state("a", id, 10),
          state("b", id, 20),
          state("long".repeat(90), id, 30),
        ]);
        await store.appendHistory(id, { role: "user", content: id });
      }
      await store.commit([
        { kind: "session", session: session("s") },
        { kind: "clear_session", sessionId: "s" },
      ]);
      const skills = ["a", "b", "long".repeat(90)];
      const left = async (id: string) =>
        Promise.all(skills.map(async (skill) => (await store.readState(skill, id))?.length));
      expect([await left("s"), await left("t"), await left("é")]).toEqual([
        [undefined, undefined, undefined],
        [10, 20, 30],
        [10, 20, 30],
      ]);
      expect([await store.listHistory("s"), await store.listHistory("t")]).toEqual([
        [],
        [{ role: "user", content: "t" }],
      ]);
      expect(await Promise.all(skills.map((skill) => store.usedBytes(skill, [])))).toEqual([
        20, 40, 60,
      ]);
      expect(await store.readSession("ann", "s")).toEqual(session("s"));
      await store.commit([state("a", "s", 7)]);
      expect(await store.usedBytes("a", [])).toBe(27);
    },
  );

  it("counts what is on its way to the disk", async () => {
    const store = await openStore();
    const first = store.commit([value("k", 99)]);
    expect(store.usedBytes("a", [])).toBe(100);
    const second = store.commit([value("k", 9), state("a", "s", 5)]);
    expect([store.usedBytes("a", []), store.usedBytes("a", [{ key: "k" }])]).toEqual([15, 5]);
    await Promise.all([first, second]);
    expect(store.usedBytes("a", [])).toBe(15);
  });

  it("lists what later runs add behind what earlier ones have added", async () => {
    for (const id of ["c", "b", "a"]) {
      const store = await openStore();
      await store.commit([{ kind: "add_task", task: task(id) }]);
      await store.close();
    }
    const store = await openStore();
    expect(store.listTasks().map(({ id }) => id)).toEqual(["c", "b", "a"]);
  });

  it("removes a batch with its results", async () => {
    const store = await openStore();
    const results = [0, 1, 2].map((at) => ({ kind: "batch_result", result: result(at) }) as const);
    await store.commit([{ kind: "add_batch", batch }, ...results]);
    await store.commit([{ kind: "remove_batch", id: "batch" }]);
    expect([store.listBatches(), store.listBatchResults("batch")]).toEqual([[], []]);
  });

  it("removes also the results that are on their way with the batch's end", async () => {
    const store = await openStore();
    await store.commit([{ kind: "add_batch", batch }]);
    const first = store.commit([{ kind: "batch_result", result: result(0) }]);
    await store.commit([
      { kind: "batch_result", result: result(2) },
      { kind: "remove_batch", id: "batch" },
    ]);
    await first;
    expect([store.listBatches(), store.listBatchResults("batch")]).toEqual([[], []]);
  });

  it("refuses what is written after it was closed", async () => {
    const store = await openStore();
    await store.close();
    await expect(store.commit([value("k", 1)])).rejects.toEqual(
      new StoreError(`Cannot write store "${folder}": it is closed`, { code: "closed" }),
    );
    expect((await openStore()).readValue("k")).toBe(undefined);
  });

  it("keeps names apart that are long, odd or look like a digest", async () => {
    const store = await openStore();
    const names = ["", "#", "\0", "a\0b", "a".repeat(3000), `${"a".repeat(3000)}b`, "\u{10ffff}"];
    for (const [length, name] of names.entries()) {
      await store.commit([state("a", name, length), value(name, length)]);
    }
    expect(names.map((name) => store.readState("a", name)?.length)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(names.map((name) => store.readValue(name)?.length)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it("is opened by one host at a time, and says by which", async () => {
    const store = await openStore();
    await expect(openLmdbStore({ path: folder })).rejects.toThrow(
      new StoreError(
        `Cannot open store "${folder}": process ${process.pid} has it open. ` +
          "Hint: call its skills over MCP or HTTP, stop it, or do without what is stored: --no-store of call and mcp",
        { code: "locked" },
      ),
    );
    await store.commit([value("k", 1)]);
    expect(store.readValue("k")).toEqual(Uint8Array.of(9));
  });

  it.each([
    ["of a process that has ended", JSON.stringify({ pid: 2 ** 22 + 1, started: "1" })],
    ["of an earlier process with this number", JSON.stringify({ pid: process.pid, started: "1" })],
    ["that is half written", '{"pid":'],
  ])("takes over a lock %s", async (_, lock) => {
    writeFileSync(join(folder, "host.lock"), lock);
    const store = await openStore();
    expect(store.listTasks()).toEqual([]);
  });

  it("takes over a lock of a process that has ended and that nobody asked how", async () => {
    // What the shell becomes never asks for the child that the shell began.
    const parent = spawn("sh", ["-c", "sleep 600 & echo $!; exec sleep 600"]);
    onTestFinished(() => void parent.kill());
    const [told] = await once(parent.stdout, "data");
    const pid = Number(told);
    const stat = (of: number | undefined) => readFileSync(`/proc/${of}/stat`, "utf8");
    await expect.poll(() => stat(parent.pid)).toContain(" (sleep) ");
    process.kill(pid, "SIGKILL");
    await expect.poll(() => stat(pid)).toContain(") Z ");
    const started = stat(pid).split(") ")[1]?.split(" ")[19];
    writeFileSync(join(folder, "host.lock"), JSON.stringify({ pid, started }));
    const store = await openStore();
    expect(store.listTasks()).toEqual([]);
  });

  it("isn't opened where a file stands in the way", async () => {
    const path = join(folder, "file");
    writeFileSync(path, "");
    await expect(openLmdbStore({ path })).rejects.toMatchObject({
      code: "unreadable",
      message: expect.stringContaining(`Cannot open store "${path}": `),
    });
  });
});
