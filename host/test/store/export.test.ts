import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StoreChange } from "@luminarys/sdk-as/engine";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compactStore } from "../../store/compact-store.js";
import { importLines } from "../../store/import-lines.js";
import { openLmdbStore } from "../../store/lmdb-store.js";
import { openDatabase } from "../../store/open-database.js";
import { openStoreReader } from "../../store/store-reader.js";

let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "export-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = Uint8Array.of(0xc3, 0xff);
const origin = { sessionId: "s", llmSessionId: "", traceId: "t" };
const target = { skillId: "a", method: "m", payload: bytes, ...origin };
const task = { ...target, callerId: "b", cause: "command", hops: 1 } as const;

const everything: readonly StoreChange[] = [
  { kind: "state", skillId: "a", sessionId: "ü", state: bytes },
  { kind: "value", key: "k\n", skillId: "a", value: bytes },
  { kind: "add_schedule", schedule: { ...target, id: "z", dueMs: 1_800_000_000_000 } },
  { kind: "add_schedule", schedule: { ...target, id: "y", dueMs: 5 } },
  { kind: "subscribe", subscription: { ...origin, topic: "**", skillId: "a", callback: "c" } },
  {
    kind: "add_task",
    task: { ...task, id: "1", deadlineNs: 2n ** 62n, outcome: { kind: "none" } },
  },
  {
    kind: "add_task",
    task: {
      ...task,
      id: "0",
      deadlineNs: 0,
      outcome: { kind: "batch", batchId: "n", at: 1, index: 9 },
    },
  },
  {
    kind: "add_batch",
    batch: { ...origin, id: "n", skillId: "b", callback: "c", concurrency: 0, size: 2, hops: 1 },
  },
  { kind: "batch_result", result: { batchId: "n", at: 0, index: 8, payload: bytes, error: "" } },
  {
    kind: "session",
    session: {
      owner: "ann",
      id: "s",
      agentId: "main",
      channel: "web",
      title: "hi",
      createdMs: 1,
      usedMs: 2,
    },
  },
];

async function makeStore(name: string): Promise<void> {
  const store = await openLmdbStore({ path: at(name), survives: "process" });
  await store.commit(everything);
  await store.appendHistory("s", { role: "user", content: "hi" });
  await store.appendHistory("s", { role: "assistant", content: "hello" });
  await store.close();
}

async function exportOf(name: string): Promise<string[]> {
  const reader = await openStoreReader(at(name));
  const lines = [...reader.exportLines()];
  await reader.close();
  return lines;
}

async function importInto(name: string, text: string): Promise<number> {
  const store = await openLmdbStore({ path: at(name), survives: "process" });
  return importLines(store, { text, file: "backup.jsonl" }).finally(() => store.close());
}

describe("an export", () => {
  it("holds everything, a line each, and imports as what it was", async () => {
    await makeStore("one");
    const lines = await exportOf("one");
    expect(lines.slice(0, 3)).toEqual([
      '{"layout":1}',
      '{"table":"state","skillId":"a","sessionId":"ü","state":"w/8="}',
      '{"table":"value","key":"k\\n","skillId":"a","value":"w/8="}',
    ]);
    expect(lines).toHaveLength(1 + everything.length + 2);
    expect(await importInto("two", `${lines.join("\n")}\n`)).toBe(lines.length - 1);
    expect(await exportOf("two")).toEqual(lines);
  });

  it("replaces what has the same keys and continues histories", async () => {
    await makeStore("one");
    const lines = await exportOf("one");
    await importInto("one", lines.join("\n"));
    const again = await exportOf("one");
    const isHistory = (line: string) => line.startsWith('{"table":"history"');
    const said = lines.filter(isHistory);
    expect(again.filter((line) => !isHistory(line)).sort()).toEqual(
      lines.filter((line) => !isHistory(line)).sort(),
    );
    expect(again.filter(isHistory)).toEqual([...said, ...said]);
  });

  it("of a store that an earlier version made has no sessions", async () => {
    const { root, release } = await openDatabase({ path: at("early"), survives: "process" });
    await root.close();
    release();
    const reader = await openStoreReader(at("early"));
    expect([...reader.exportLines()]).toEqual(['{"layout":1}']);
    expect(reader.summarize()).toContainEqual({ table: "session", records: 0 });
    await reader.close();
  });

  it("is read while a host writes", async () => {
    const store = await openLmdbStore({ path: at("one"), survives: "process" });
    await store.commit(everything);
    expect(await exportOf("one")).toHaveLength(1 + everything.length);
    await store.commit([{ kind: "remove_task", skillId: "a", id: "1" }]);
    expect(await exportOf("one")).toHaveLength(everything.length);
    await store.close();
  });
});

const header = '{"layout":1}';
const state = '{"table":"state","skillId":"a","sessionId":"s","state":"w/8="}';

describe("an import", () => {
  it.each([
    ["", 1, 'expected {"layout":1}, with which exports of this version begin'],
    ['{"layout":2}', 1, 'expected {"layout":1}, with which exports of this version begin'],
    [`${header}\n[]`, 2, "expected the line to be an object"],
    [`${header}\n${state}\n{"table":"secret"}`, 3, /^expected table to be one of state, value, /],
    [`${header}\n{"table"`, 2, /^it isn't JSON \(/],
    [`${header}\n${state.replace("w/8=", "w/8")}`, 2, "expected state to be bytes in base64"],
    [`${header}\n${state.replace('"s"', "5")}`, 2, "expected sessionId to be a text"],
    [`${header}\n${state.replace("sessionId", "session")}`, 2, 'unknown field "session"'],
    [`${header}\n${state.replace('"sessionId":"s",', "")}`, 2, "sessionId is missing"],
    [`${header}\n${state.replace("{", '{"__proto__":1,')}`, 2, 'unknown field "__proto__"'],
    [
      `${header}\n{"table":"result","batchId":"n","at":-1,"index":0,"payload":"","error":""}`,
      2,
      "expected at to be a whole number, not below 0",
    ],
  ])("of %j is refused at line %i, and stores nothing", async (text, line, reason) => {
    const refused = importInto("one", text);
    const error: Error = await refused.then(
      () => new Error("it was taken"),
      (cause) => cause,
    );
    const [place, said] = [error.message.slice(0, 28), error.message.slice(30)];
    expect([error.name, place]).toEqual(["StoreError", `Cannot import backup.jsonl:${line}`]);
    expect(said).toMatch(reason);
    expect(await exportOf("one")).toEqual([header]);
  });
});

describe("compacting", () => {
  it("makes a store smaller and keeps what it holds", async () => {
    await makeStore("one");
    const store = await openLmdbStore({ path: at("one"), survives: "process" });
    const write = (size: number) =>
      store.commit([
        { kind: "state", skillId: "big", sessionId: "s", state: new Uint8Array(size) },
      ]);
    await write(5_000_000);
    await write(1);
    await store.close();
    const lines = await exportOf("one");
    const { bytesBefore, bytesAfter } = await compactStore(at("one"));
    expect([bytesBefore > 5_000_000, bytesAfter < 1_000_000]).toEqual([true, true]);
    expect(await exportOf("one")).toEqual(lines);
  });

  it("is refused while a host has the store", async () => {
    const store = await openLmdbStore({ path: at("one"), survives: "process" });
    await expect(compactStore(at("one"))).rejects.toMatchObject({ code: "locked" });
    await store.close();
  });
});
