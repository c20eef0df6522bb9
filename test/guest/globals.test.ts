import { createSkill, loadModule } from "@luminarys/sdk-as/engine";
import { beforeAll, describe, expect, test } from "vitest";
import { compileSkill } from "../support/compile.js";

const entry = (body: string) => `
import { Call, serve } from "@luminarys/sdk-as";
export { skill_alloc, skill_describe, skill_free, skill_handle } from "@luminarys/sdk-as";
const descriptor: StaticArray<u8> = [0x80];
serve(dispatch, descriptor);
function dispatch(call: Call): void {
${body}
  else call.unknown();
}
`;

const everything = entry(`
  if (call.is("console")) {
    console.debug("one");
    console.log("two");
    console.info("three");
    console.warn("four");
    console.error("five");
    const text = "text";
    console.assert(text.length == 5, "six");
    console.assert(text.length == 4, "silent");
    call.replyNil();
  } else if (call.is("now")) call.reply().i64(Date.now());
  else if (call.is("date")) {
    const date: Date = new Date(Date.now());
    const other: Date = Date.fromString("2020-02-03T04:05:06Z");
    call.reply().string(date.toISOString() + " " + other.getTime().toString());
  } else if (call.is("env")) {
    const home = process.env["HOME"] + process.env.get("HOME");
    call.reply().string(home + process.env.has("HOME").toString() + process.env.has("X").toString());
  } else if (call.is("random")) {
    const value = Math.random();
    call.reply().bool(value >= 0 && value < 1 && value != Math.random());
  } else if (call.is("crypto")) {
    const bytes = new Uint8Array(40);
    crypto.getRandomValues(bytes.subarray(8));
    call.reply().bytes(bytes);
  }`);

describe.each(["0.27", "0.28"] as const)("globals of the language, compiled with asc %s", (asc) => {
  const logged: string[] = [];
  let skill: ReturnType<typeof createSkill>;
  let imports: { host: readonly string[]; wasi: readonly string[] };

  beforeAll(async () => {
    const module = loadModule((await compileSkill({ files: { "lib.ts": everything }, asc })).wasm);
    imports = { host: module.hostFunctions, wasi: module.wasiFunctions };
    const time = { unix: 1, unix_nano: 1_700_000_000_123_999_999n, rfc3339: "", timezone: "UTC" };
    skill = createSkill(module, {
      devices: {
        system: {
          time_now: () => ({ ...time, utc_offset: 0 }),
          env_get: ({ key }) => ({ value: key === "HOME" ? "/srv" : "" }),
          log_write: ({ level, message }) => void logged.push(`${level}: ${message}`),
          sys_info: () => ({ os: "", arch: "", hostname: "", num_cpu: 1 }),
          disk_usage: () => ({ total_bytes: 0, free_bytes: 0, used_bytes: 0, used_pct: 0 }),
        },
      },
    });
  });

  test("console lines reach log_write with their level", () => {
    skill.invoke("console");
    expect(logged).toEqual([
      "debug: one",
      "info: two",
      "info: three",
      "warn: four",
      "error: five",
      "error: Assertion failed: six",
    ]);
  });

  test("Date.now is the host's time in milliseconds", () => {
    expect(skill.invoke("now").value).toBe(1_700_000_000_123);
  });

  test("a Date is made from the host's time or from a text", () => {
    expect(skill.invoke("date").value).toBe("2023-11-14T22:13:20.123Z 1580702706000");
  });

  test("process.env reads the manifest's variables", () => {
    expect(skill.invoke("env").value).toBe("/srv/srvtruefalse");
  });

  test("Math.random gives different numbers from 0 to 1", () => {
    expect(skill.invoke("random").value).toBe(true);
  });

  test("crypto.getRandomValues fills just the bytes of the view", () => {
    const bytes = skill.invoke("crypto").value as Uint8Array;
    expect(bytes.subarray(0, 8)).toEqual(new Uint8Array(8));
    expect(bytes.subarray(8)).not.toEqual(new Uint8Array(32));
  });

  test("the module imports just what these need, WASI for randomness only", () => {
    expect(imports.host.toSorted()).toEqual(["env_get", "log_write", "time_now"]);
    expect(imports.wasi).toEqual(["random_get"]);
  });

  test("a skill that uses none of them imports nothing for them", async () => {
    const quiet = entry('  if (call.is("ping")) call.replyNil();');
    const module = loadModule((await compileSkill({ files: { "lib.ts": quiet }, asc })).wasm);
    expect([...module.hostFunctions, ...module.wasiFunctions]).toEqual([]);
  });
});
