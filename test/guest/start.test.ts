import { beforeAll, describe, expect, test } from "vitest";
import { loadModule } from "../../engine/load.js";
import { createSkill, type Skill } from "../../engine/skill.js";
import { compileSkill } from "../support/compile.js";

const lib = `
import { Call, Decoder, Encoder, MsgValue, getEnv, serve, timeNow } from "@luminarys/sdk-as";
export { skill_alloc, skill_describe, skill_free, skill_handle } from "@luminarys/sdk-as";

const home = getEnv("HOME");
const zone = timeNow().timezone;
const descriptor: StaticArray<u8> = [0x80];
serve(dispatch, descriptor);

function dispatch(call: Call): void {
  if (call.is("start")) call.reply().string("[" + home + zone + "]");
  else if (call.is("later")) call.reply().string(getEnv("HOME"));
  else if (call.is("churn")) call.reply().i64(churn());
  else call.unknown();
}

// What a collector must not take away: a writer's buffer, a reader's bytes, strings made on the way.
function churn(): i64 {
  let sum: i64 = 0;
  for (let round = 0; round < 20; round++) {
    const out = new Encoder();
    out.encode_map_header(5000);
    for (let i = 0; i < 5000; i++) {
      out.encode_str("key " + i.toString());
      out.encode_value(MsgValue.array([MsgValue.str("größe " + i.toString()), MsgValue.int(i)]));
    }
    const map = new Decoder(out.finish()).decode();
    for (let i = 0; i < 5000; i++) {
      const pair = map.vals[i];
      const isRight = map.keys[i] == "key " + i.toString();
      if (isRight && pair.getIndex(0).getStr() == "größe " + i.toString()) {
        sum += pair.getIndex(1).getInt();
      }
    }
  }
  return sum;
}
`;

describe.each(["incremental", "minimal"])("with the %s runtime", (runtime) => {
  let skill: Skill;

  beforeAll(async () => {
    const { wasm } = await compileSkill({ files: { "lib.ts": lib }, options: { runtime } });
    const time = { unix: 1, unix_nano: 2, rfc3339: "", timezone: "UTC", utc_offset: 0 };
    const system = { env_get: () => ({ value: "/root" }), time_now: () => time };
    const module = loadModule(wasm, { maxMemoryBytes: 256 * 1024 * 1024 });
    skill = createSkill(module, { devices: { system: system as never } });
  });

  test("a skill that asks its host while it starts finds nothing, and works later", () => {
    expect(skill.invoke("start").value).toBe("[]");
    expect(skill.invoke("later").value).toBe("/root");
    expect(skill.invoke("start").value).toBe("[]");
  });

  test("a long call that makes and drops many values loses none that it holds", () => {
    expect(skill.invoke("churn").value).toBe((20 * 5000 * 4999) / 2);
    expect(skill.invoke("later").value).toBe("/root");
  });
});
