import { describe, expect, it } from "vitest";
import { describeModule, sdkVersionText } from "../../engine/describe.js";
import { SkillProtocolError, SkillTrapError } from "../../engine/errors.js";
import { createSkill } from "../../engine/skill.js";
import { constant, constantBytes, guest } from "./guest.js";

const param = {
  name: "limit",
  description: "Most lines",
  type: "integer",
  required: true,
  default: 10,
  example: [1, { a: null }],
};
const whole = {
  version: 1,
  skill_id: "ai.luminarys.test",
  skill_name: "Test",
  skill_version: "1.2.3",
  description: "For tests",
  methods: [
    {
      name: "run",
      description: "Runs",
      params: [
        param,
        { name: "list", type: "array", items: { name: "", type: "string", enum: ["a"] } },
      ],
      result: { name: "", type: "object", properties: [{ name: "n", type: "number" }] },
      hints: { read_only: true, open_world: false },
    },
    { name: "on_data", description: "", mcp_hidden: true, private_callback: true },
  ],
  requirements: [{ kind: "fs", pattern: "/data/**", mode: "rw" }],
  sdk_version: 0x000300,
  from_the_future: { x: [1] },
};

function described(descriptor: unknown) {
  const { data, result } =
    descriptor instanceof Uint8Array ? constantBytes(4000, descriptor) : constant(4000, descriptor);
  return guest({ describe: result, more: data });
}

const paramDefaults = { description: "", required: false, enum: [], encoding: "", properties: [] };
const methodDefaults = { params: [], mcp_hidden: false, private_callback: false };

describe("skill.describe", () => {
  it("gives every part of the descriptor, and skips what it doesn't know", () => {
    expect(createSkill(described(whole)).describe()).toEqual({
      version: 1,
      skill_id: "ai.luminarys.test",
      skill_name: "Test",
      skill_version: "1.2.3",
      description: "For tests",
      methods: [
        {
          ...methodDefaults,
          name: "run",
          description: "Runs",
          params: [
            { ...paramDefaults, ...param },
            {
              ...paramDefaults,
              name: "list",
              type: "array",
              items: { ...paramDefaults, name: "", type: "string", enum: ["a"] },
            },
          ],
          result: {
            ...paramDefaults,
            name: "",
            type: "object",
            properties: [{ ...paramDefaults, name: "n", type: "number" }],
          },
          hints: { read_only: true, open_world: false },
        },
        {
          ...methodDefaults,
          name: "on_data",
          description: "",
          mcp_hidden: true,
          private_callback: true,
        },
      ],
      requirements: [{ kind: "fs", pattern: "/data/**", mode: "rw" }],
      sdk_version: 0x000300,
    });
  });

  it("asks the guest once", () => {
    const skill = createSkill(described(whole));
    expect(skill.describe()).toBe(skill.describe());
  });

  it("takes a descriptor as short as published modules send it", () => {
    const { skill_id, methods, requirements, description } = createSkill(
      described({ skill_id: "a.b.c", methods: null }),
    ).describe();
    expect({ skill_id, methods, requirements, description }).toEqual({
      skill_id: "a.b.c",
      methods: [],
      requirements: [],
      description: "",
    });
  });
});

describe("a descriptor", () => {
  it.each([
    ["of another type", [1], "Cannot decode map at offset 0: found 0x91 (array)"],
    [
      "with a name that isn't text",
      { skill_id: 1 },
      "Cannot decode string at offset 10: found 0x01 (integer)",
    ],
  ])("%s is refused", (_, descriptor, reason) => {
    expect(() => describeModule(described(descriptor))).toThrow(
      new SkillProtocolError(`Cannot read the answer of skill_describe: ${reason}`, {
        code: "decode",
      }),
    );
  });

  it("of a later protocol is refused", () => {
    expect(() => describeModule(described({ version: 2, methods: [] }))).toThrow(
      new SkillProtocolError(
        "Cannot read the answer of skill_describe: it speaks protocol version 2, expected 1",
        { code: "version" },
      ),
    );
  });

  it("nested without end is refused, not a crash", () => {
    const items = Uint8Array.of(0x81, 0xa5, ...Buffer.from("items"));
    const bytes = [
      0x81,
      0xa7,
      ...Buffer.from("methods"),
      0x91,
      0x81,
      0xa6,
      ...Buffer.from("result"),
    ];
    for (let level = 0; level < 5000; level++) bytes.push(...items);
    expect(() => describeModule(described(Uint8Array.from([...bytes, 0xc0])))).toThrow(
      "nested deeper than 64 levels",
    );
  });

  it("that isn't there is refused", () => {
    expect(() => describeModule(guest())).toThrow(
      new SkillProtocolError("Cannot read the answer of skill_describe: it is empty", {
        code: "empty",
      }),
    );
  });

  it("whose making traps is a trap, and the skill still answers calls", () => {
    const { data, result } = constant(4000, { version: 1, payload: Uint8Array.of(5) });
    const skill = createSkill(guest({ describe: "unreachable", handle: result, more: data }));
    expect(() => skill.describe()).toThrow(SkillTrapError);
    expect(skill.invoke("any").value).toBe(5);
  });
});

describe("an SDK version", () => {
  it.each([
    [0x000200, "0.2.0"],
    [0x010203, "1.2.3"],
    [0xffffffff, "65535.255.255"],
    [0, "0.0.0"],
  ])("%d is %s", (version, text) => {
    expect(sdkVersionText(version)).toBe(text);
  });
});
