import { join } from "node:path";
import { createSkill, loadModule } from "@luminarys/sdk-as/engine";
import { beforeAll, describe, expect, test } from "vitest";
import { hostDevices } from "../../scripts/demo/devices.js";
import { buildSkill } from "../support/build-skill.js";
import { listSources, root } from "../support/sources.js";

const folder = join(root, "templates/hello/assembly");
const sources = Object.fromEntries(
  listSources((path) => /\.ts$/.test(path) && !/lib\.ts$/.test(path), folder).map((source) => [
    source.path.replace("templates/hello/assembly/", ""),
    source.text,
  ]),
);

describe.each(["0.27", "0.28"] as const)("the hello template, compiled with asc %s", (asc) => {
  let skill: ReturnType<typeof createSkill>;
  const calls: string[] = [];

  beforeAll(async () => {
    skill = createSkill(loadModule((await buildSkill(sources, { asc })).wasm), {
      devices: hostDevices(),
      onHostCall: ({ name }) => calls.push(name),
    });
  });

  test("names itself, its methods and what it needs", () => {
    const { skill_id, methods, requirements } = skill.describe();
    expect(skill_id).toBe("org.luminarys.hello");
    expect(methods.map(({ name }) => name)).toEqual([
      "text_stats",
      "checksum",
      "host_report",
      "greet",
      "note",
      "parse_number",
    ]);
    expect(requirements).toEqual([{ kind: "env", pattern: "GREETING", mode: "" }]);
  });

  test.each([
    ["text_stats", { text: "One two.\nTwo", top: 1 }, "2 lines, 3 words, 12 characters; two (2)"],
    ["text_stats", { text: "" }, "0 lines, 0 words, 0 characters; "],
    ["checksum", { data: new TextEncoder().encode("hello") }, 0x4f9f2cab],
    ["greet", { name: "Ada" }, "Good morning, Ada!"],
    ["greet", {}, "Good morning, world!"],
    ["note", { message: "Here" }, null],
    ["parse_number", { text: "6.5" }, 6.5],
  ])("%s with %j answers %j", (method, args, value) => {
    expect(skill.invoke(method, args)).toMatchObject({ value, error: undefined });
  });

  test("host_report speaks of the host that it asked", () => {
    calls.length = 0;
    expect(skill.invoke("host_report").value).toMatch(/^\S+: \w+\/\w+, \d+ CPUs, 2\d{3}-/);
    expect(calls).toEqual(["sys_info", "time_now"]);
  });

  test("a text that isn't a number fails, and the next call works", () => {
    expect(() => skill.invoke("parse_number", { text: "many" })).toThrow(
      'Cannot read number: found "many"',
    );
    expect(skill.invoke("parse_number", { text: "1" }).value).toBe(1);
  });
});
