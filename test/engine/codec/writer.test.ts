import { decode, encode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import { Extension, Timestamp } from "../../../engine/codec/value.js";
import { Writer } from "../../../engine/codec/writer.js";

const written = (write: (writer: Writer) => void) => {
  const writer = new Writer(4);
  write(writer);
  return Buffer.from(writer.take()).toString("hex");
};

describe("integers take the fewest bytes", () => {
  it.each([
    [0, "00"],
    [127, "7f"],
    [128, "cc80"],
    [255, "ccff"],
    [256, "cd0100"],
    [65535, "cdffff"],
    [65536, "ce00010000"],
    [4294967295, "ceffffffff"],
    [4294967296, "cf0000000100000000"],
    [Number.MAX_SAFE_INTEGER, "cf001fffffffffffff"],
    [-1, "ff"],
    [-32, "e0"],
    [-33, "d0df"],
    [-128, "d080"],
    [-129, "d1ff7f"],
    [-32768, "d18000"],
    [-32769, "d2ffff7fff"],
    [-2147483648, "d280000000"],
    [-2147483649, "d3ffffffff7fffffff"],
    [5n, "05"],
    [-5n, "fb"],
    [2n ** 64n - 1n, "cfffffffffffffffff"],
    [-(2n ** 63n), "d38000000000000000"],
  ])("%s", (value, bytes) => {
    expect(written((w) => w.int(value))).toBe(bytes);
  });
});

describe("lengths take the fewest bytes", () => {
  it.each([0, 1, 31, 32, 33, 255, 256, 65535, 65536, 70000])("of %d", (length) => {
    const ascii = "a".repeat(length);
    const bytes = new Uint8Array(length).fill(7);
    const list = new Array(length).fill(1);
    const object = Object.fromEntries(list.map((_, index) => [`k${index}`, null]));
    for (const value of [ascii, bytes, list, object]) {
      expect(written((w) => w.value(value))).toBe(Buffer.from(encode(value)).toString("hex"));
    }
  });

  it.each(["é", "漢", "🍺"])("of texts of %s", (char) => {
    for (const count of [
      1, 8, 10, 15, 16, 31, 32, 64, 85, 86, 127, 128, 16384, 21845, 21846, 40000,
    ]) {
      const text = `x${char.repeat(count)}`;
      expect(written((w) => w.string(text))).toBe(Buffer.from(encode(text)).toString("hex"));
    }
  });

  it.each([0, 1, 2, 3, 4, 8, 16, 17, 255, 256, 65536])("of an extension of %d bytes", (length) => {
    const writer = new Writer();
    writer.value(new Extension(5, new Uint8Array(length).fill(9)));
    const value = decode(writer.take());
    expect(value).toMatchObject({ type: 5, data: new Uint8Array(length).fill(9) });
  });
});

describe("values", () => {
  it.each([
    [null, "c0"],
    [undefined, "c0"],
    [true, "c3"],
    [1.5, "cb3ff8000000000000"],
    [-0, "cb8000000000000000"],
    [Number.NaN, "cb7ff8000000000000"],
    [1e20, "cb4415af1d78b58c40"],
    [{ a: 1, b: undefined }, "81a16101"],
    [[undefined], "91c0"],
    [new Map<unknown, unknown>([[1, "a"]]), "8101a161"],
    [new Date(1000), "d6ff00000001"],
    [new Date(-1), "c70cff3b8b87c0ffffffffffffffff"],
    [new Timestamp(2 ** 34, 1), "c70cff000000010000000400000000"],
    [new Timestamp(0, 999_999_999), "d7ffee6b27fc00000000"],
    [new Extension(127, Uint8Array.of(9)), "d47f09"],
    [new Extension(-128, Uint8Array.of(9)), "d48009"],
    [Buffer.from("hi"), "c4026869"],
    ["\ud800", "a3efbfbd"],
  ])("%o", (value, bytes) => {
    expect(written((w) => w.value(value))).toBe(bytes);
  });

  it.each([
    [() => 1, TypeError, "Cannot encode value: a function has no MessagePack form"],
    [Symbol("x"), TypeError, "Cannot encode value: a symbol has no MessagePack form"],
    [2n ** 64n, RangeError, "Cannot encode integer: 18446744073709551616 has more than 64 bits"],
    [
      new Extension(128, new Uint8Array(1)),
      RangeError,
      "Cannot encode extension: type 128 isn't within -128 to 127",
    ],
    [
      new Extension(-129, new Uint8Array(1)),
      RangeError,
      "Cannot encode extension: type -129 isn't within -128 to 127",
    ],
    [
      new Timestamp(0, 1e9),
      RangeError,
      "Cannot encode timestamp: 1000000000 is no count of nanoseconds",
    ],
  ])("%o is refused", (value, kind, message) => {
    const writer = new Writer();
    expect(() => writer.value(value)).toThrow(new kind(message));
    writer.reset();
    writer.value("still fine");
    expect(decode(writer.take())).toBe("still fine");
  });

  it("that hold themselves are refused", () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(() => new Writer().value(loop)).toThrow(
      new RangeError("Cannot encode value: nested deeper than 64 levels"),
    );
  });

  it("refuse a fraction where an integer is due", () => {
    expect(() => new Writer().int(1.5)).toThrow(
      new RangeError("Cannot encode integer: 1.5 is no whole number"),
    );
  });
});

describe("a writer asked for one type and given another refuses", () => {
  const wrong: [what: string, write: (writer: Writer, value: never) => void, value: unknown][] = [
    ["string: found number", (w, value) => w.string(value), 5],
    ["string: found undefined", (w, value) => w.string(value), undefined],
    ["bytes: found string", (w, value) => w.bytes(value), "text"],
    ["bytes: found object", (w, value) => w.bytes(value), [1, 2]],
    ["boolean: found number", (w, value) => w.bool(value), 1],
    ["float: found string", (w, value) => w.f64(value), "1"],
    ["integer: found null", (w, value) => w.int(value), null],
    ["integer: found string", (w, value) => w.int(value), "1"],
  ];

  it.each(wrong)("%s", (what, write, value) => {
    const writer = new Writer();
    expect(() => write(writer, value as never)).toThrow(new TypeError(`Cannot encode ${what}`));
    expect(writer.length).toBe(0);
  });
});

describe("a writer", () => {
  it("is empty again after reset", () => {
    const writer = new Writer();
    writer.value("first");
    writer.reset();
    writer.value(2);
    expect(writer.take()).toEqual(Uint8Array.of(2));
  });

  it("gives up a buffer that was large", () => {
    const writer = new Writer();
    writer.bytes(new Uint8Array(8 * 1024 * 1024));
    writer.reset();
    expect(writer.buffer.length).toBe(1024);
  });

  it("writes a bin whose length it learns at its end", () => {
    const bytes = written((w) => {
      const from = w.openBytes();
      w.value({ a: 1 });
      w.closeBytes(from);
    });
    expect(bytes).toBe("c60000000481a16101");
  });
});
