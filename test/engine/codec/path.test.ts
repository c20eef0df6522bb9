import { encode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import { pathAt } from "../../../engine/codec/path.js";
import { Reader } from "../../../engine/codec/reader.js";

const message = encode({ a: 1, items: [{ price: true }, { price: "x", n: [5, 6] }] });

describe("the path of an offset", () => {
  it.each([
    [0, ""],
    [1, ""],
    [3, "a"],
    [10, "items"],
    [11, "items[0]"],
    [18, "items[0].price"],
    [26, "items[1].price"],
    [30, "items[1].n"],
    [32, "items[1].n[1]"],
  ])("%d is %j", (offset, path) => {
    const padded = new Uint8Array([9, 9, ...message]);
    expect(pathAt(new Reader(padded, 2), offset)).toBe(path);
  });

  it("is empty where the bytes before it are broken", () => {
    expect(pathAt(new Reader(Uint8Array.of(0x82, 0xc1)), 5)).toBe("");
  });
});
