import {
  HostError,
  SkillLoadError,
  SkillProtocolError,
  SkillTrapError,
} from "@luminarys/sdk-as/engine";
import { describe, expect, it } from "vitest";
import { packError, unpackError } from "../../worker/packed-error.js";

const place = { file: "skill.ts", line: 3, column: 7 };

describe("an error comes out of a thread as it went in:", () => {
  it.each<[string, Error]>([
    ["a trap with its place", new SkillTrapError("boom", { code: "abort", place })],
    ["a trap without", new SkillTrapError("Cannot finish", { code: "unreachable" })],
    ["a broken contract", new SkillProtocolError("Cannot read", { code: "empty" })],
    ["a module that can't be loaded", new SkillLoadError("Cannot load", { code: "memory" })],
    ["a device's answer", new HostError("Cannot write", { code: "denied" })],
    ["a wrong type", new TypeError("Cannot encode")],
    ["a wrong range", new RangeError("Cannot encode")],
    ["any other", new Error("broken")],
  ])("%s", (_, error) => {
    const back = unpackError(structuredClone(packError(error)));
    expect(back).toBeInstanceOf(error.constructor);
    expect(back).toEqual(error);
    expect(back.stack).toBe(error.stack);
  });

  it("what is thrown and no error becomes one", () => {
    expect(unpackError(packError("nothing left"))).toEqual(new Error("nothing left"));
  });
});
