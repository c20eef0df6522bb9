import { describe, expect, test } from "vitest";
import { encodeMessage } from "../../../engine/codec/message.js";
import { fromJson } from "../../../engine/cores/from-json.js";
import type { ParamInfo } from "../../../engine/wire/descriptor.gen.js";

const integer = {
  name: "n",
  type: "integer",
  encoding: "",
  properties: [],
} as unknown as ParamInfo;

function convert(value: unknown): { read: unknown; told: string[] } {
  const told: string[] = [];
  const reading = { report: ({ message }: { message: string }) => void told.push(message) };
  return { read: fromJson(value, { param: integer, path: "n", reading }), told };
}

describe("an integer", () => {
  test.each([
    [-5, -5],
    ["12", 12],
    ["9007199254740993", 9_007_199_254_740_993n],
    ["-9223372036854775808", -(2n ** 63n)],
    ["18446744073709551615", 2n ** 64n - 1n],
  ])("%j is what a skill can be sent", (given, want) => {
    expect(convert(given)).toEqual({ read: want, told: [] });
    expect(() => encodeMessage(want)).not.toThrow();
  });

  test.each(["-9223372036854775809", "18446744073709551616", "-99999999999999999999"])(
    "%s is told, for the wire can't hold it",
    (given) => {
      const told = [`${given} has more than 64 bits`];
      expect(convert(given)).toEqual({ read: undefined, told });
    },
  );

  test("beyond 2^53 has to be text", () => {
    const told = ["9007199254740992 isn't exact beyond 2^53; write it as text, in quotes"];
    expect(convert(2 ** 53)).toEqual({ read: undefined, told });
  });
});
