import assert from "node:assert/strict";
import { test } from "node:test";
import { createMockHost } from "@luminarys/sdk-as/testing";

const skill = new URL("../build/hello.wasm", import.meta.url);
const manifest = new URL("../manifest.yaml", import.meta.url);

test("counts lines, words and characters", () => {
  const host = createMockHost({ skill, manifest });
  const { value } = host.call("text_stats", { text: "One two.\nTwo", top: 1 });
  assert.equal(value, "2 lines, 3 words, 12 characters; two (2)");
});

test("greets with the greeting of the environment", () => {
  const host = createMockHost({ skill, manifest });
  assert.equal(host.call("greet", { name: "Ada" }).value, "Good morning, Ada!");
  assert.equal(host.call("greet").value, "Good morning, world!");
});

test("reports about the host that it asks", () => {
  const host = createMockHost({ skill, manifest, now: new Date("2026-03-01T12:00:00Z") });
  host.system.set({ hostname: "tower", cpus: 8 });
  const { value, journal } = host.call("host_report");
  assert.equal(value, "tower: linux/amd64, 8 CPUs, 2026-03-01T12:00:00Z");
  assert.deepEqual(
    journal.map(({ name }) => name),
    ["sys_info", "time_now"],
  );
});

test("writes to the host's log", () => {
  const host = createMockHost({ skill, manifest });
  host.call("note", { message: "Here", level: "warn" });
  const [{ level, message, fields }] = host.log.lines;
  assert.deepEqual(
    { level, message, fields },
    { level: "warn", message: "Here", fields: { method: "note" } },
  );
});

test("refuses a text that is no number, and works on", () => {
  const host = createMockHost({ skill, manifest });
  assert.throws(() => host.call("parse_number", { text: "many" }), {
    name: "SkillTrapError",
    message: 'Cannot read number: found "many"',
  });
  assert.equal(host.call("parse_number", { text: "6.5" }).value, 6.5);
});

test("names an argument that is missing", () => {
  const host = createMockHost({ skill, manifest });
  assert.match(host.call("checksum").error, /"data"/);
});
