import { encode } from "@msgpack/msgpack";
import { beforeAll, describe, expect, test } from "vitest";
import { Random } from "../support/random.js";
import type { RawHost } from "../support/raw-host.js";
import { fromHex, openCodec, rawString } from "./codec-skill.js";

let codec: RawHost;

beforeAll(async () => {
  codec = await openCodec();
});

/** Whether the guest reads a text as UTF-16 units that are its own, and writes it as it came. */
function survives(text: string, head: 1 | 2 | 3 | 5 = 1): boolean {
  const bytes = utf8(text);
  const [units, again] = codec.value("string", rawString(bytes, head)) as [Uint8Array, string];
  return Buffer.from(units).toString("utf16le") === text && again === text;
}

function utf8(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, "utf8"));
}

/** What the guest writes for a string of these UTF-16 units, lone surrogates and all. */
function written(text: string): unknown {
  return codec.value("units", encode(Uint8Array.from(Buffer.from(text, "utf16le"))));
}

/** As Node does it, in which a lone surrogate becomes U+FFFD. */
function replaced(text: string): string {
  return utf8Text(utf8(text));
}

function utf8Text(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

const characters: [string, string][] = [
  ["ASCII", "a"],
  ["NUL", "\0"],
  ["the last of one byte", "\x7f"],
  ["the first of two bytes", "\x80"],
  ["Cyrillic", "ж"],
  ["the last of two bytes", "\u07ff"],
  ["the first of three bytes", "\u0800"],
  ["Chinese", "漢"],
  ["the last before the surrogates", "\ud7ff"],
  ["the first behind the surrogates", "\ue000"],
  ["a byte order mark", "\ufeff"],
  ["the last of three bytes", "\uffff"],
  ["the first of four bytes", "\u{10000}"],
  ["an emoji", "😀"],
  ["the last of all", "\u{10ffff}"],
];

const malformed: [string, string][] = [
  ["a lone continuation byte", "80"],
  ["the last continuation byte alone", "bf"],
  ["two continuation bytes", "bf81"],
  ["three continuation bytes", "808080"],
  ["an overlong NUL", "c080"],
  ["an overlong letter", "c1bf"],
  ["an overlong of three bytes", "e09fbf"],
  ["an overlong of four bytes", "f08fbfbf"],
  ["the first surrogate", "eda080"],
  ["the last surrogate", "edbfbf"],
  ["a pair of surrogates", "eda0bdedb880"],
  ["beyond U+10FFFF", "f4908080"],
  ["a lead byte f5", "f5808080"],
  ["a lead byte f8", "f888808080"],
  ["fe", "fe"],
  ["ff", "ff"],
  ["two bytes cut", "d0"],
  ["three bytes cut to one", "e6"],
  ["three bytes cut to two", "e6bc"],
  ["four bytes cut to one", "f0"],
  ["four bytes cut to two", "f09f"],
  ["four bytes cut to three", "f09f98"],
  ["two bytes with a letter inside", "d061"],
  ["two lead bytes", "d0d0b6"],
  ["three bytes with a lead inside", "e6d0b6"],
  ["four bytes with a letter at the end", "f09f9861"],
];

const sizes = Array.from({ length: 41 }, (_, size) => size);

describe("text from UTF-8 and back", () => {
  test.each(characters)("%s, behind and before any number of ASCII characters", (_, char) => {
    const texts = sizes.flatMap((before) =>
      [0, 1, 2, 7, 8, 9, 17].map((after) => "x".repeat(before) + char + "y".repeat(after)),
    );
    expect(texts.filter((text) => !survives(text))).toEqual([]);
  });

  test.each(characters)("%s, any number of times and at any alignment", (_, char) => {
    const lost = sizes.filter((size) =>
      ([1, 2, 3, 5] as const).some((head) => !survives(char.repeat(size), head)),
    );
    expect(lost).toEqual([]);
  });

  test("every pair of kinds of characters, beside each other", () => {
    const pairs = characters.flatMap(([, one]) => characters.map(([, two]) => [one, two] as const));
    const texts = pairs.flatMap(([one, two]) =>
      [1, 2, 3, 4, 5, 9].map((size) => (one.repeat(size) + two).repeat(3) + two.repeat(size) + one),
    );
    expect(texts.filter((text) => !survives(text))).toEqual([]);
  });

  test.each(malformed)("%s is refused, wherever it stands", (_, bad) => {
    const bytes = fromHex(bad);
    const errors = new Set<string | undefined>();
    for (const fill of ["x", "ж", "漢", "😀"]) {
      for (const before of sizes) {
        for (const after of [0, 1, 3, 8, 16]) {
          const text = [utf8(fill.repeat(before)), bytes, utf8(fill.repeat(after))];
          const string = rawString(Uint8Array.from(Buffer.concat(text)));
          errors.add(codec.invoke("string", string).error);
        }
      }
    }
    expect([...errors]).toEqual([
      "Cannot decode parameter at offset 0: found invalid UTF-8, expected string",
    ]);
    expect(codec.value("string", encode("fine"))).toEqual([
      Uint8Array.from(Buffer.from("fine", "utf16le")),
      "fine",
    ]);
  });

  test("random bytes are refused exactly when they aren't UTF-8", () => {
    const random = new Random(1);
    const leads = [0x41, 0x80, 0xbf, 0xc2, 0xd0, 0xdf, 0xe0, 0xe6, 0xed, 0xef, 0xf0, 0xf4];
    const seen = Array.from({ length: 20_000 }, () => {
      const bytes = random.bytes(random.below(12), () => random.pick(leads) ^ random.below(2));
      const { value } = codec.invoke("string", rawString(bytes));
      return { bytes, text: decodeStrictly(bytes), got: (value as unknown[] | undefined)?.[1] };
    });
    expect(seen.filter(({ text, got }) => text !== got)).toEqual([]);
    expect(seen.filter(({ text }) => text !== undefined).length).toBeGreaterThan(500);
  });

  test("random text of all scripts", () => {
    const random = new Random(2);
    const texts = Array.from({ length: 4_000 }, () => random.text(random.below(60)));
    expect(texts.filter((text) => !survives(text))).toEqual([]);
  });
});

describe("text to UTF-8", () => {
  const units = ["a", "ж", "漢", "\ud83d", "\ude00", "😀", "\ud800", "\udbff", "\udfff"];

  test.each(["\ud800", "\udbff", "\udc00", "\udfff"])(
    "the lone surrogate %j becomes U+FFFD, wherever it stands",
    (lone) => {
      const texts = ["x", "ж", "漢", "😀"].flatMap((fill) =>
        sizes.map((size) => fill.repeat(size)),
      );
      const wrong = texts.filter(
        (text) =>
          written(text + lone) !== `${text}\ufffd` ||
          written(lone + text) !== `\ufffd${text}` ||
          written(text + lone + text) !== `${text}\ufffd${text}`,
      );
      expect(wrong).toEqual([]);
    },
  );

  test("random units, paired or not", () => {
    const random = new Random(3);
    const texts = Array.from({ length: 10_000 }, () =>
      Array.from({ length: random.below(24) }, () => random.pick(units)).join(""),
    );
    expect(texts.filter((text) => written(text) !== replaced(text))).toEqual([]);
  });
});

describe("utf8 and text", () => {
  test.each(["", "plain", "größte", "третья", "漢字", "a😀b", "\ufeffbom"])("%j", (text) => {
    expect(codec.value("utf8", encode(text))).toEqual(utf8(text));
    expect(codec.value("text", encode(utf8(text)))).toBe(text);
  });

  test("text throws on bytes that aren't UTF-8", () => {
    const message = "Cannot decode text: found invalid UTF-8";
    expect(() => codec.value("text", encode(fromHex("61ff")))).toThrow(new Error(message));
    expect(codec.value("text", encode(utf8("fine")))).toBe("fine");
  });

  test.each(["61ff", "c3", "e6bc", "f09f98", "c080", "eda080", "f4908080", "80"])(
    "textOrNull gives null for %s, which isn't UTF-8",
    (hex) => {
      expect(codec.value("text_or_null", encode(fromHex(hex)))).toBe(null);
    },
  );

  test.each(["", "plain", "größte", "a😀b", "\ufeffbom"])("textOrNull reads %j", (text) => {
    expect(codec.value("text_or_null", encode(utf8(text)))).toBe(text);
  });
});

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}
