import { encode } from "@msgpack/msgpack";
import { beforeAll, describe, expect, test } from "vitest";
import { loadModule } from "../../engine/load.js";
import { createSkill } from "../../engine/skill.js";
import type { SkillDescriptor } from "../../engine/wire/descriptor.gen.js";
import { RawHost } from "../support/raw-host.js";
import { buildSurface } from "./surface.js";

let host: RawHost;
let described: SkillDescriptor;

beforeAll(async () => {
  const wasm = await buildSurface();
  host = new RawHost(wasm);
  described = createSkill(loadModule(wasm)).describe();
});

const method = (name: string) => described.methods.filter((each) => each.name === name);

describe("methods made by hand beside generated ones", () => {
  test("are served, with the whole request at hand", () => {
    const answer = host.invoke("described", { a: 1 }, { state: Uint8Array.of(7) });
    expect(answer).toEqual({
      value: "by hand: described",
      state: Uint8Array.of(7),
      llm_context: "seen by hand",
      commands: [{ type: "emit_event", payload: { topic: "by/hand", payload: { a: 1 } } }],
    });
  });

  test("take the place of generated ones", () => {
    expect(host.value("replaced")).toBe("by hand: replaced");
    expect(method("replaced")).toEqual(
      [{ name: "replaced", description: "By hand", params: [], mcp_hidden: false }].map((each) =>
        expect.objectContaining(each),
      ),
    );
  });

  test("may answer with an error, which changes nothing but what the model sees", () => {
    expect(host.invoke("hidden", { a: 1 }, { request_id: "r" })).toEqual({
      error: "refused r",
      llm_context: "r hidden",
      state: new Uint8Array(0),
    });
  });

  test("leave the generated ones as they were", () => {
    expect(host.value("count_headers", { json: "{}" })).toBe(0);
    expect(host.invoke("nobody").error).toBe('Unknown method "nobody"');
    expect(host.invoke("count_headers", { json: 1 }).error).toBe(
      'Cannot decode parameter "json" at offset 6: found 0x01 (integer), expected string',
    );
  });

  test("are described behind the generated ones", () => {
    const names = described.methods.map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(["whoami", "kept"]);
    expect(names.slice(-4)).toEqual(["replaced", "described", "hidden", "called_back"]);
    expect(described).toMatchObject({
      version: 1,
      skill_id: "org.luminarys.surface",
      skill_version: "1.2.3",
      sdk_version: 0x000300,
    });
  });

  test("tell of their parameters", () => {
    const param = (name: string, type: string, more: object = {}) =>
      expect.objectContaining({ name, type, ...more });
    expect(method("described")[0]?.params).toEqual([
      param("text", "string", { required: true, description: "Text", enum: ["a", "b"] }),
      param("count", "integer", { default: 3, example: -4, required: false }),
      param("ratio", "number"),
      param("flag", "boolean"),
      param("extra", "object", { description: "Extra" }),
      param("list", "array", {
        items: param("", "array", { items: param("", "integer") }),
      }),
    ]);
  });

  test("may be hidden, or for the skill itself", () => {
    const flags = ({ mcp_hidden, private_callback }: (typeof described.methods)[number]) => [
      mcp_hidden,
      private_callback,
    ];
    expect(method("described").map(flags)).toEqual([[false, false]]);
    expect(method("hidden").map(flags)).toEqual([[true, false]]);
    expect(method("called_back").map(flags)).toEqual([[true, true]]);
  });

  test("add requirements to the generated ones", () => {
    expect(described.requirements).toEqual(
      [
        { kind: "fs", pattern: "/data/**" },
        { kind: "shell", pattern: "git **" },
        { kind: "fs", pattern: "/tmp/**", mode: "rw" },
      ].map((each) => expect.objectContaining(each)),
    );
  });
});

test("the descriptor is the same however often it's asked for", () => {
  const once = host.unpack(host.exports.skill_describe());
  for (let i = 0; i < 100; i++) {
    host.handle(encode({ method: "described" }));
    expect(host.unpack(host.exports.skill_describe())).toEqual(once);
  }
});
