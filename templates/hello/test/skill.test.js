import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createSkill, loadModule, SkillTrapError } from "@luminarys/sdk-as/engine";

const variables = { GREETING: "Good morning" };
const lines = [];

// Each host function that the skill asks for is answered here.
const devices = {
  system: {
    env_get: ({ key }) => ({ value: variables[key] ?? "" }),
    log_write: ({ level, message }) => {
      lines.push(`${level}: ${message}`);
      return {};
    },
  },
};
const file = new URL("../build/hello.wasm", import.meta.url);
const skill = createSkill(loadModule(readFileSync(file)), { devices });

test("counts lines, words and characters", () => {
  const { value } = skill.invoke("text_stats", { text: "One two.\nTwo", top: 1 });
  assert.equal(value, "2 lines, 3 words, 12 characters; two (2)");
});

test("greets with the greeting of the environment", () => {
  assert.equal(skill.invoke("greet", { name: "Ada" }).value, "Good morning, Ada!");
  assert.equal(skill.invoke("greet").value, "Good morning, world!");
});

test("writes to the host's log", () => {
  skill.invoke("note", { message: "Here", level: "warn" });
  assert.deepEqual(lines, ["warn: Here"]);
});

test("refuses a text that is no number, and works on", () => {
  assert.throws(() => skill.invoke("parse_number", { text: "many" }), SkillTrapError);
  assert.equal(skill.invoke("parse_number", { text: "6.5" }).value, 6.5);
});

test("names an argument that is missing", () => {
  assert.match(skill.invoke("checksum").error, /"data"/);
});
