import { decode, encode } from "@msgpack/msgpack";
import { describe, expect, test } from "vitest";
import {
  encodeArrayHeader,
  encodeMapHeader,
  encodeNumber,
  encodeText,
} from "../../../codegen/print/bytes.js";

const edges = [0, 1, 31, 32, 127, 128, 255, 256, 65535, 65536, 2 ** 31, 2 ** 32 - 1, 2 ** 32];

describe("numbers are encoded as another library does it", () => {
  const numbers = [...edges, ...edges.map((edge) => -edge), -33, -129, -32769, 0.5, -1.25, 1e300];

  test.each(numbers)("%d", (number) => {
    expect(encodeNumber(number)).toEqual([...encode(number)]);
  });

  test.each([2n ** 53n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n, -(2n ** 63n)])(
    "%d",
    (number) => {
      expect(decode(encodeNumber(number), { useBigInt64: true })).toBe(number);
    },
  );
});

test.each([0, 1, 31, 32, 255, 256, 65535, 65536])("a text of %d bytes", (length) => {
  expect(encodeText("x".repeat(length))).toEqual([...encode("x".repeat(length))]);
});

test.each(["→ 日本語 🎉", "a\0b"])("a text of other characters: %j", (text) => {
  expect(encodeText(text)).toEqual([...encode(text)]);
});

test.each([0, 1, 15, 16, 65535, 65536])("headers of %d items", (length) => {
  const array = encode(Array.from({ length }, () => 0));
  expect(encodeArrayHeader(length)).toEqual([...array.subarray(0, array.length - length)]);
  const map = encode(Object.fromEntries(Array.from({ length }, (_, n) => [n, 0])));
  expect(encodeMapHeader(length)).toEqual([...map.subarray(0, encodeMapHeader(length).length)]);
});
