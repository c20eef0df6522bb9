import { expect, test } from "vitest";
import { DecodeError } from "../../engine/errors.js";
import { MemoryStore } from "../../engine/memory-store.js";
import { SessionStates } from "../../testing/session-states.js";

const states = () => new SessionStates(new MemoryStore(), "notes");

test("nothing is there before a skill kept any", () => {
  const state = states();
  expect([state.bytes(), state.text(), state.value(), state.versioned()]).toEqual(
    Array(4).fill(undefined),
  );
});

test("bytes come back as they were put there, as text too", () => {
  const state = states();
  state.set(new TextEncoder().encode("größe"));
  expect(state.text()).toBe("größe");
});

test("anything else is kept as MessagePack", () => {
  const state = states();
  state.set({ list: [1, 2n ** 60n], text: "x" });
  expect(state.value()).toEqual({ list: [1, 2n ** 60n], text: "x" });
});

test("each skill and each session has its own", () => {
  const state = states();
  state.set("first");
  state.set("other session", { sessionId: "b" });
  state.set("other skill", { skill: "clock" });
  const found = [{}, { sessionId: "b" }, { skill: "clock" }, { skill: "clock", sessionId: "b" }];
  expect(found.map((owner) => state.value(owner))).toEqual([
    ...["first", "other session", "other skill"],
    undefined,
  ]);
});

test("versioned state has its version and its data", () => {
  const state = states();
  const data = Uint8Array.of(1, 2);
  state.setVersioned({ schemaVersion: 3, data }, { sessionId: "b" });
  expect(state.versioned({ sessionId: "b" })).toEqual({ schemaVersion: 3, data });
  expect(state.value({ sessionId: "b" })).toEqual({ schema_version: 3, data });
});

test("bytes that are no MessagePack have no value, and are still there", () => {
  const state = states();
  state.set(Uint8Array.of(0xc1));
  expect(() => state.value()).toThrow(DecodeError);
  expect(() => state.versioned()).toThrow(DecodeError);
  expect(state.bytes()).toEqual(Uint8Array.of(0xc1));
});
