import { describe, expect, it } from "vitest";
import { DecodeError } from "../../engine/codec/decode-error.js";
import { pathAt } from "../../engine/codec/path.js";
import { Reader } from "../../engine/codec/reader.js";
import { hostFunctions } from "../../engine/wire/host-functions.gen.js";
import { readVector } from "../support/vectors.js";

const functions = Object.entries(hostFunctions).map(([name, { area, readRequest }]) => ({
  name,
  readRequest,
  bytes: readVector(area, `${name}.request`).bytes,
}));

describe.each(functions)("a request for $name", ({ bytes, readRequest }) => {
  it("is refused wherever it is cut", () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readRequest(new Reader(bytes, 0, length))).toThrow(DecodeError);
    }
  });

  it("gives an object or a DecodeError with a place when bytes of it change", () => {
    let state = 11;
    const next = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 16;
    };
    for (let round = 0; round < 2000; round++) {
      const changed = bytes.slice();
      for (let left = 1 + (next() % 3); left > 0; left--) changed[next() % changed.length] = next();
      const reader = new Reader(changed);
      const error = caught(() => readRequest(reader));
      if (error === undefined) continue;
      expect(error).toBeInstanceOf(DecodeError);
      expect(pathAt(reader, (error as DecodeError).offset)).toBeTypeOf("string");
    }
  });
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
