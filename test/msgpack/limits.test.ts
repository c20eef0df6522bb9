import { decode, encode } from "@msgpack/msgpack";
import { beforeAll, describe, expect, test } from "vitest";
import type { RawHost } from "../support/raw-host.js";
import { fromHex, hex, openCodec } from "./codec-skill.js";

let codec: RawHost;

beforeAll(async () => {
  codec = await openCodec();
});

const opens = { arrays: [0x91], maps: [0x81, 0xa0], "long arrays": [0xdd, 0, 0, 0, 1] };

/** A number inside that many containers. */
function nested(kind: keyof typeof opens, depth: number): Uint8Array {
  return Uint8Array.from([...Array.from({ length: depth }, () => opens[kind]).flat(), 7]);
}

describe("nesting", () => {
  test.each(["arrays", "maps", "long arrays"] as const)("64 %s in each other are read", (kind) => {
    const bytes = nested(kind, 64);
    expect(decode(codec.bytes("echo", bytes))).toEqual(decode(bytes));
    expect(hex(codec.bytes("skip", Uint8Array.of(0x92, ...bytes, 0x2a)))).toBe("2a");
  });

  test.each(["arrays", "maps", "long arrays"] as const)("65 %s are refused", (kind) => {
    const bytes = nested(kind, 65);
    const at = bytes.length - 1 - opens[kind].length;
    const reason = `at offset ${at}: nested too deep`;
    expect(codec.invoke("echo", bytes).error).toContain(reason);
    const skipped = codec.invoke("skip", Uint8Array.of(0x92, ...bytes, 0x2a)).error;
    expect(skipped).toContain(`at offset ${at + 1}: nested too deep`);
    expect(hex(codec.bytes("echo", Uint8Array.of(7)))).toBe("07");
  });

  test("a million are refused as fast as 65", () => {
    const bytes = new Uint8Array(1_000_000).fill(0x91);
    expect(codec.invoke("echo", bytes).error).toContain("at offset 64: nested too deep");
    expect(codec.invoke("skip", bytes).error).toContain("at offset 65: nested too deep");
    expect(hex(codec.bytes("echo", Uint8Array.of(7)))).toBe("07");
  });

  test("64 containers that each promise all the bytes that are left don't take long", () => {
    const bytes = new Uint8Array(100_000).fill(0xc0);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < 60; i++) {
      view.setUint8(i * 5, 0xdd);
      view.setUint32(i * 5 + 1, bytes.length - i * 5 - 5);
    }
    const started = performance.now();
    expect(codec.invoke("echo", bytes).error).toContain("found the end");
    expect(codec.invoke("skip", bytes).error).toContain("found the end");
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

describe("lengths that lie", () => {
  test.each(["81d905", "81da0400", "81db0fffffff", "81dbffffffff"])(
    "the key of %s is cut off, and nothing of the memory behind it is told",
    (bytes) => {
      const text = "Cannot decode parameter";
      expect(codec.invoke("echo", fromHex(bytes)).error).toContain("found the end");
      expect(codec.invoke("skip", fromHex(bytes)).error).toContain(text);
      expect(codec.invoke("skip", fromHex(bytes)).error).not.toContain("\0");
      expect(hex(codec.bytes("echo", Uint8Array.of(7)))).toBe("07");
    },
  );

  test("an ext that ends beyond the address space isn't passed over", () => {
    const bytes = fromHex("92c9ffffffff2a01");
    expect(codec.invoke("skip", bytes).error).toContain("found the end");
  });
});

describe("many entries", () => {
  test.each([15, 16, 65_535, 65_536, 70_000, 100_000])("an array of %i", (size) => {
    const list = Array.from({ length: size }, (_, i) => i);
    expect(codec.value("list", encode(size))).toEqual(list);
    const bytes = encode(list);
    expect(Buffer.compare(codec.bytes("echo", bytes), bytes)).toBe(0);
  });

  test.each([15, 16, 65_535, 65_536, 70_000, 100_000])("a map of %i", (size) => {
    const map = Object.fromEntries(Array.from({ length: size }, (_, i) => [`k${i}`, i]));
    const bytes = encode(map);
    expect(Buffer.compare(codec.bytes("pairs", encode(size)), bytes)).toBe(0);
    expect(Buffer.compare(codec.bytes("echo", bytes), bytes)).toBe(0);
  });

  test("a list of 100,000 texts", () => {
    const bytes = encode(Array.from({ length: 100_000 }, (_, i) => `entry ${i} größe`));
    expect(Buffer.compare(codec.bytes("echo", bytes), bytes)).toBe(0);
  });

  test("memory that large values took is used again", () => {
    const bytes = encode(Array.from({ length: 100_000 }, (_, i) => `entry ${i}`));
    for (let i = 0; i < 3; i++) codec.bytes("echo", bytes);
    const before = codec.memoryBytes;
    for (let i = 0; i < 10; i++) codec.bytes("echo", bytes);
    expect(codec.memoryBytes).toBe(before);
  });
});

describe("long texts and bytes", () => {
  test.each([31, 32, 255, 256, 65_535, 65_536, 1_000_000])("of %i bytes", (size) => {
    for (const given of ["x".repeat(size), new Uint8Array(size).fill(0xc1)]) {
      const bytes = encode(given);
      expect(Buffer.compare(codec.bytes("echo", bytes), bytes)).toBe(0);
    }
  });

  test.each(["ж", "漢", "😀", "aж漢😀"])("%s, 100,000 times", (char) => {
    const bytes = encode(char.repeat(100_000));
    expect(Buffer.compare(codec.bytes("echo", bytes), bytes)).toBe(0);
  });
});
