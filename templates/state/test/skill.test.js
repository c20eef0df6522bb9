import assert from "node:assert/strict";
import { test } from "node:test";
import { createMockHost } from "@luminarys/sdk-as/testing";

const skill = new URL("../build/state.wasm", import.meta.url);
const manifest = new URL("../manifest.yaml", import.meta.url);

test("remembers tasks from call to call, for each session apart", () => {
  const host = createMockHost({ skill, manifest });
  const alice = { sessionId: "alice" };
  assert.equal(host.call("add", { title: "Water the plants" }, alice).value, 1);
  assert.equal(host.call("add", { title: "Feed the cat" }, alice).value, 2);
  host.call("complete", { number: 1 }, alice);
  const { value, llmContext } = host.call("list", {}, alice);
  assert.deepEqual(value, [
    { title: "Water the plants", done: true },
    { title: "Feed the cat", done: false },
  ]);
  assert.equal(llmContext, "1 of 2 tasks are open.");
  assert.deepEqual(host.call("list", {}, { sessionId: "bob" }).value, []);
});

test("reads what version 1 left, and writes version 2", () => {
  const host = createMockHost({ skill, manifest });
  const data = new TextEncoder().encode("Water the plants\nFeed the cat");
  host.state.setVersioned({ schemaVersion: 1, data });
  assert.equal(host.call("add", { title: "Read" }).value, 3);
  assert.equal(host.state.versioned().schemaVersion, 2);
  const tasks = /** @type {{ title: string }[]} */ (host.call("list").value);
  assert.deepEqual(
    tasks.map(({ title }) => title),
    ["Water the plants", "Feed the cat", "Read"],
  );
});

test("leaves alone what a newer version has written", () => {
  const host = createMockHost({ skill, manifest });
  host.state.setVersioned({ schemaVersion: 3, data: Uint8Array.of(1, 2, 3) });
  const before = host.state.bytes();
  const { error } = host.call("add", { title: "Read" });
  assert.equal(error, "Cannot read tasks: a newer version of this skill has written them");
  assert.deepEqual(host.state.bytes(), before);
});

test("refuses a task that isn't there, and works on", () => {
  const host = createMockHost({ skill, manifest });
  host.call("add", { title: "Read" });
  assert.equal(host.call("complete", { number: 2 }).error, "Cannot complete task 2: there are 1");
  assert.equal(host.call("complete", { number: 1 }).error, undefined);
});

test("tells subscribers once everything is done", () => {
  const host = createMockHost({ skill, manifest });
  host.call("add", { title: "Read" });
  const { commands } = host.call("complete", { number: 1 });
  assert.deepEqual(commands, [
    { type: "emit_event", payload: { topic: "tasks.all_done", payload: null } },
  ]);
});

test("schedules a reminder, which the host calls when its time has come", () => {
  const host = createMockHost({ skill, manifest });
  host.call("add", { title: "Read" });
  host.call("remind", { minutes: 5 });
  host.clock.advance(5 * 60_000 - 1); // virtual time: nothing waits
  assert.deepEqual(host.events, []);
  host.clock.advance(1);
  const [reminder] = host.events;
  assert.equal(reminder.method, "on_reminder");
  assert.equal(reminder.error, undefined);
});

test("answers nobody else's reminder", () => {
  const host = createMockHost({ skill, manifest });
  assert.throws(() => host.call("on_reminder"), { code: "denied" });
  assert.equal(host.call("add", { title: "Read" }).value, 1);
});

test("reminds of what is still open", () => {
  const host = createMockHost({ skill, manifest });
  for (const title of ["Read", "Write"]) host.call("add", { title });
  host.call("complete", { number: 1 });
  // A callback answers nobody but the skill itself.
  const [callerId] = host.engine.skillIds;
  const { commands } = host.call("on_reminder", {}, { callerId });
  assert.deepEqual(commands, [
    { type: "emit_event", payload: { topic: "tasks.reminder", payload: { open: ["Write"] } } },
  ]);
});
