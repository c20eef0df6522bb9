import { encode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import { createSkill } from "../../engine/skill.js";
import { answering, guest } from "./guest.js";

describe("skill.invoke", () => {
  it("answers the decoded payload", () => {
    const payload = encode({ text: "hi", list: [1, 2.5, null] });
    const skill = createSkill(guest(answering({ version: 1, payload })));
    expect(skill.invoke("any", { a: 1 })).toEqual({
      value: { text: "hi", list: [1, 2.5, null] },
      error: undefined,
      llmContext: undefined,
      state: undefined,
      commands: [],
    });
  });
});
