import { encode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import { DecodeError } from "../../../engine/codec/decode-error.js";
import { Reader } from "../../../engine/codec/reader.js";
import { Extension, Timestamp } from "../../../engine/codec/value.js";

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));
const read = <T>(bytes: string, take: (reader: Reader) => T) => take(new Reader(hex(bytes)));

type Row = [what: string, bytes: string, take: (reader: Reader) => unknown, want: unknown];

/** A billion nanoseconds, which is a second. */
const tooMany = "3b9aca00 0000000000000000";
const lastNs = new Timestamp(0, 999_999_999);
const noTime8 = new Extension(-1, hex("ee6b2800 00000000"));
const noTime12 = new Extension(-1, hex(tooMany));

const tolerated: Row[] = [
  ["a whole float for an integer", "cb 4045000000000000", (r) => r.i32(), 42],
  ["a whole float32 for an integer", "ca 42280000", (r) => r.i64(), 42],
  ["a huge whole float for an i64", "cb 43d0000000000000", (r) => r.i64(), 2n ** 62n],
  ["1 for true", "01", (r) => r.bool(), true],
  ["0 for false", "cc00", (r) => r.bool(), false],
  ["an integer for a float", "d0ff", (r) => r.f64(), -1],
  ["a 64-bit integer for a float", "cf ffffffffffffffff", (r) => r.f64(), 2 ** 64],
  ["nil for an empty array", "c0", (r) => r.array(), 0],
  ["nil for an empty map", "c0", (r) => r.map(), 0],
  ["nil for no bytes", "c0", (r) => r.bytes(), new Uint8Array(0)],
  ["a string for bytes", "a2 6869", (r) => r.bytes(), Uint8Array.of(0x68, 0x69)],
  ["an array of small integers for bytes", "93 00 cc80 ccff", (r) => r.bytes(), hex("0080ff")],
  ["every width of an integer", "d3 ffffffffffffffff", (r) => r.i32(), -1],
  ["the least i32", "d2 80000000", (r) => r.i32(), -0x80000000],
  ["the greatest i32", "ce 7fffffff", (r) => r.i32(), 0x7fffffff],
  ["the least u32", "00", (r) => r.u32(), 0],
  ["the greatest u32", "ce ffffffff", (r) => r.u32(), 0xffffffff],
  ["the least i64", "d3 8000000000000000", (r) => r.i64(), -(2n ** 63n)],
  ["the greatest u64", "cf ffffffffffffffff", (r) => r.u64(), 2n ** 64n - 1n],
  ["a safe 64-bit integer", "cf 001fffffffffffff", (r) => r.u64(), Number.MAX_SAFE_INTEGER],
  ["an unsafe 64-bit integer", "cf 0020000000000000", (r) => r.u64(), 2n ** 53n],
  ["NaN", "cb 7ff8000000000000", (r) => r.f64(), Number.NaN],
  ["a value as its bytes", "92 01 a161", (r) => r.spliced(), hex("9201a161")],
  ["arguments in bin", "c4 01 80", (r) => r.args(), hex("80")],
  ["arguments inline", "81 a161 01", (r) => r.args(), hex("81a16101")],
  ["a time at the end of a second", "d7ff ee6b27fc 00000000", (r) => r.value(), lastNs],
  ["8 bytes of no time as they are", "d7ff ee6b2800 00000000", (r) => r.value(), noTime8],
  ["12 bytes of no time as they are", `c70cff ${tooMany}`, (r) => r.value(), noTime12],
];

describe("a reader takes", () => {
  it.each(tolerated)("%s", (_, bytes, take, want) => {
    expect(read(bytes, take)).toEqual(want);
  });

  it("a key of any length, the same one again and again", () => {
    const keys = ["", "a", "path", "x".repeat(24), "x".repeat(25), "é", "x".repeat(300)];
    const bytes = encode(Object.fromEntries(keys.map((key) => [key, 1])));
    for (let round = 0; round < 3; round++) {
      const reader = new Reader(bytes);
      const found: string[] = [];
      for (let left = reader.map(); left > 0; left--) {
        found.push(reader.key());
        reader.skip();
      }
      expect(found).toEqual(keys);
    }
  });

  it("text of every length and script", () => {
    for (let length = 0; length < 80; length++) {
      for (const char of ["a", "é", "漢", "🍺"]) {
        const text = "b".repeat(length) + char.repeat(length % 7) + "c".repeat(length % 9);
        expect(new Reader(encode(text)).string()).toBe(text);
      }
    }
  });

  it("a byte order mark as part of the text", () => {
    expect(read("a3 efbbbf", (r) => r.string())).toBe("\ufeff");
  });
});

type Fault = [bytes: string, take: (reader: Reader) => unknown, code: string, message: string];

const refused: Fault[] = [
  ["c3", (r) => r.string(), "type", "string at offset 0: found 0xc3 (boolean)"],
  ["c0", (r) => r.string(), "type", "string at offset 0: found 0xc0 (nil)"],
  ["c4 01 61", (r) => r.string(), "type", "string at offset 0: found 0xc4 (bytes)"],
  ["c1", (r) => r.value(), "type", "value at offset 0: found 0xc1 (reserved)"],
  ["c1", (r) => r.skip(), "type", "value at offset 0: found 0xc1 (reserved)"],
  ["a161", (r) => r.i32(), "type", "i32 at offset 0: found 0xa1 (string)"],
  ["cb 3ff8000000000000", (r) => r.i32(), "type", "i32 at offset 0: found 0xcb (float)"],
  ["cb 7ff0000000000000", (r) => r.i64(), "type", "i64 at offset 0: found 0xcb (float)"],
  ["80", (r) => r.array(), "type", "array at offset 0: found 0x80 (map)"],
  ["90", (r) => r.map(), "type", "map at offset 0: found 0x90 (array)"],
  ["02", (r) => r.bytes(), "type", "bytes at offset 0: found 0x02 (integer)"],
  ["d4 01 00", (r) => r.f64(), "type", "float at offset 0: found 0xd4 (extension)"],
  ["01", (r) => r.key(), "type", "key at offset 0: found 0x01 (integer)"],
  ["ce 80000000", (r) => r.i32(), "range", "i32 at offset 0: 2147483648 is out of range"],
  ["d3 ffffffff7fffffff", (r) => r.i32(), "range", "i32 at offset 0: -2147483649 is out of range"],
  ["d2 80000000", (r) => r.u32(), "range", "u32 at offset 0: -2147483648 is out of range"],
  ["ff", (r) => r.u32(), "range", "u32 at offset 0: -1 is out of range"],
  ["cf 0000000100000000", (r) => r.u32(), "range", "u32 at offset 0: 4294967296 is out of range"],
  [
    "cf 8000000000000000",
    (r) => r.i64(),
    "range",
    "i64 at offset 0: 9223372036854775808 is out of range",
  ],
  ["ff", (r) => r.u64(), "range", "u64 at offset 0: -1 is out of range"],
  [
    "cb 4415af1d78b58c40",
    (r) => r.i64(),
    "range",
    "i64 at offset 0: 100000000000000000000 is out of range",
  ],
  ["02", (r) => r.bool(), "range", "boolean at offset 0: 2 is out of range"],
  ["91 cd0100", (r) => r.bytes(), "range", "byte at offset 1: 256 is out of range"],
  ["", (r) => r.value(), "truncated", "value at offset 0: 1 more byte needed, 0 left"],
  ["cd 01", (r) => r.i32(), "truncated", "i32 at offset 0: 2 more bytes needed, 1 left"],
  ["a5 6869", (r) => r.string(), "truncated", "string at offset 0: 5 more bytes needed, 2 left"],
  [
    "dd ffffffff",
    (r) => r.array(),
    "truncated",
    "array at offset 0: 4294967295 more bytes needed, 0 left",
  ],
  [
    "df ffffffff 00",
    (r) => r.map(),
    "truncated",
    "map at offset 0: 8589934590 more bytes needed, 1 left",
  ],
  [
    "c6 ffffffff",
    (r) => r.bytes(),
    "truncated",
    "bytes at offset 0: 4294967295 more bytes needed, 0 left",
  ],
  [
    "c9 ffffffff 01",
    (r) => r.skip(),
    "truncated",
    "extension at offset 0: 4294967295 more bytes needed, 0 left",
  ],
  ["a1 ff", (r) => r.string(), "utf8", "string at offset 0: not UTF-8"],
  ["a3 eda080", (r) => r.string(), "utf8", "string at offset 0: not UTF-8"],
  ["a2 c0af", (r) => r.key(), "utf8", "key at offset 0: not UTF-8"],
  [
    "80 00",
    (r) => [r.map(), r.finish()],
    "trailing",
    "message at offset 1: 1 more byte than the value has",
  ],
  ["80", (r) => r.missing("path", r.offset), "missing", 'map at offset 0: "path" is missing'],
];

describe("a reader refuses", () => {
  it.each(refused)("%s", (bytes, take, code, message) => {
    const error = caught(() => read(bytes, take));
    expect(error).toBeInstanceOf(DecodeError);
    expect(error).toMatchObject({ code, message: `Cannot decode ${message}` });
  });

  it("counts offsets from the message's start, wherever that lies", () => {
    const bytes = hex("000000 82 a161 01 a162 c3 0000");
    const reader = new Reader(bytes, 3, 10);
    expect(reader.map()).toBe(2);
    reader.key();
    reader.skip();
    reader.key();
    const error = caught(() => reader.string());
    expect(error).toMatchObject({ offset: 6, wanted: "string", reason: "found 0xc3 (boolean)" });
  });

  it("to read beyond its end, though the bytes go on", () => {
    const reader = new Reader(hex("a5 68656c6c6f"), 0, 3);
    expect(() => reader.string()).toThrow("5 more bytes needed, 2 left");
  });
});

describe("nesting", () => {
  const nested = (levels: number) => new Uint8Array([...new Array(levels).fill(0x91), 0xc0]);

  it("is read 64 levels deep", () => {
    expect(new Reader(nested(64)).value()).toHaveLength(1);
    const reader = new Reader(nested(64));
    reader.skip();
    expect(reader.atEnd).toBe(true);
  });

  it.each(["value", "skip", "spliced"] as const)("is refused by %s at 65 levels", (method) => {
    const error = caught(() => new Reader(nested(65))[method]());
    expect(error).toMatchObject({
      code: "depth",
      message: "Cannot decode value at offset 64: nested deeper than 64 levels",
    });
  });

  it("of 100,000 levels is refused, not a crash", () => {
    expect(() => new Reader(nested(100_000)).value()).toThrow(DecodeError);
  });
});

describe("a message that would cost much more than its bytes", () => {
  const list = (count: number, item: number[]) => {
    const bytes = new Uint8Array(5 + count * item.length);
    bytes.set([0xdd, count >>> 24, count >>> 16, count >>> 8, count]);
    for (let at = 5; at < bytes.length; at += item.length) bytes.set(item, at);
    return bytes;
  };

  it.each([
    ["values", 17_000_000, [0xc0]],
    ["maps", 4_000_000, [0x80]],
    ["bytes", 1_000_000, [0xc4, 1, 0]],
    ["extensions", 1_000_000, [0xd4, 1, 0]],
  ])("in many %s is refused", (_, count, item) => {
    expect(() => new Reader(list(count, item)).value()).toThrow(
      "the message holds too many values",
    );
  });

  it.each([
    ["a million numbers", 1_000_000, [5]],
    ["half a million maps", 500_000, [0x81, 0xa1, 0x61, 1]],
    ["half a million bytes", 500_000, [0xc4, 1, 0]],
  ])("is taken up to %s", (_, count, item) => {
    expect(new Reader(list(count, item)).value()).toHaveLength(count);
  });
});

describe("a decoded map", () => {
  it("keeps a key named __proto__ as a plain key", () => {
    const value = read("81 a9 5f5f70726f746f5f5f 81 a161 01", (r) => r.value()) as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it("is a Map when a key isn't a string, with what came before", () => {
    const value = read("83 a161 01 02 c3 c0 a162", (r) => r.value());
    expect(value).toEqual(
      new Map<unknown, unknown>([
        ["a", 1],
        [2, true],
        [null, "b"],
      ]),
    );
  });

  it("keeps the last of two equal keys", () => {
    expect(read("82 a161 01 a161 02", (r) => r.value())).toEqual({ a: 2 });
  });
});

function caught(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
