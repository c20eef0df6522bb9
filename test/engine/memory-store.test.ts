import { beforeEach, describe, expect, test } from "vitest";
import { MemoryStore } from "../../engine/memory-store.js";
import type { StoredSession } from "../../engine/store.js";

const session = (owner: string, id: string): StoredSession => ({
  ...{ id, owner, agentId: "helper", channel: "web", title: "" },
  ...{ createdMs: 1, usedMs: 1 },
});

let store: MemoryStore;

beforeEach(() => {
  store = new MemoryStore();
});

describe("sessions", () => {
  const ada = session("ada", "1");
  const bob = session("bob", "1");

  beforeEach(() => {
    store.commit([
      { kind: "session", session: ada },
      { kind: "session", session: bob },
    ]);
  });

  test("with one id belong to each owner by themselves", () => {
    expect(store.readSession("ada", "1")).toEqual(ada);
    expect(store.readSession("bob", "1")).toEqual(bob);
    expect(store.readSession("eve", "1")).toBeUndefined();
    expect([store.listSessions("ada"), store.listSessions()]).toEqual([[ada], [ada, bob]]);
  });

  test("written again are changed, and removed are gone, for their owner alone", () => {
    const used = { ...ada, title: "Hello", usedMs: 2 };
    store.commit([
      { kind: "session", session: used },
      { kind: "remove_session", owner: "bob", id: "1" },
      { kind: "remove_session", owner: "eve", id: "1" },
    ]);
    expect(store.listSessions()).toEqual([used]);
  });
});

test("a cleared session has neither history nor state of any skill, which count no longer", () => {
  const message = { role: "user", content: "hello" };
  store.writeState("notes", "a", new Uint8Array(10));
  store.writeState("notes", "b", new Uint8Array(5));
  store.writeState("clock", "a", new Uint8Array(3));
  store.appendHistory("a", message);
  store.appendHistory("b", message);
  store.commit([{ kind: "clear_session", sessionId: "a" }]);
  expect([store.readState("notes", "a"), store.listHistory("a")]).toEqual([undefined, []]);
  expect([store.readState("notes", "b")?.length, store.listHistory("b")]).toEqual([5, [message]]);
  expect([store.usedBytes("notes", []), store.usedBytes("clock", [])]).toEqual([5, 0]);
});

test("a shared value counts for who wrote it last", () => {
  store.writeValue("key", new Uint8Array(100), "notes");
  const before = store.usedBytes("notes", []);
  store.writeValue("key", new Uint8Array(100), "clock");
  expect([before > 100, store.usedBytes("notes", []), store.usedBytes("clock", [])]).toEqual([
    true,
    0,
    before,
  ]);
  expect(store.keys()).toEqual(["key"]);
});
