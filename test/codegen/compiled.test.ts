import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { createSkill, loadModule, type Skill } from "../../engine/index.js";
import { buildSkill } from "../support/build-skill.js";

let orders: Skill;
let feed: Skill;

async function start(name: string, paths: string[]): Promise<Skill> {
  const read = (path: string) =>
    readFileSync(new URL(`golden/${name}/${path}`, import.meta.url), "utf8");
  const files = Object.fromEntries(paths.map((path) => [path, read(path)]));
  return createSkill(loadModule((await buildSkill(files)).wasm));
}

beforeAll(async () => {
  orders = await start("orders", ["skill.ts", "types.ts"]);
  feed = await start("feed", ["skill.ts", "handlers/store.ts"]);
});

const item = { id: "a", price: 2 };

describe("arguments arrive", () => {
  test.each([
    ["classes in lists", "price_of", { items: [{ ...item, count: 3 }, item], discount: 0 }, 8],
    ["a default for an absent argument", "price_of", { items: [{ ...item, price: 200 }] }, 195],
    [
      "a default for a nil argument",
      "price_of",
      { items: [{ ...item, price: 200 }], discount: null },
      195,
    ],
    ["nil as an empty required list", "price_of", { items: null }, 0],
    ["beside unknown ones", "price_of", { items: [], more: [1, { a: 2 }] }, 0],
    ["one of the options", "price_of", { items: [], currency: "¥" }, 0],
    ["bytes as bytes", "seal", { data: Uint8Array.of(1, 2) }, Uint8Array.of(1, 2)],
    ["bytes as base64", "seal", { data: "aGk=" }, Uint8Array.of(0x68, 0x69)],
    ["nil as no bytes", "seal", { data: null }, new Uint8Array(0)],
    ["any value", "seal", { data: null, extra: { a: [1, null] } }, new Uint8Array(0)],
    ["classes of the SDK", "seal", { data: null, headers: [{ name: "a" }] }, new Uint8Array(0)],
    [
      "nil among classes",
      "echo_items",
      { items: [null, item] },
      [null, { ...item, count: 1, notes: null }],
    ],
    [
      "a nullable field",
      "echo_items",
      { items: [{ ...item, notes: "n" }] },
      [{ ...item, count: 1, notes: "n" }],
    ],
    ["maps", "find", { names: ["a", "b"], tags: { x: 1.5 } }, { a: null, b: null }],
    ["nothing for a method without a result", "clear", {}, null],
    ["no payload where nothing is required", "clear", undefined, null],
    ["a loose event's data as it came", "on_data", { conn_id: "c", data: "not base64!" }, null],
    ["an event", "on_message", { conn_id: "c", data: Uint8Array.of(1), close_code: 1000 }, null],
    ["an event with nothing in it", "on_batch", {}, null],
  ])("%s", (_, method, args, want) => {
    const skill = method.startsWith("on_") ? feed : orders;
    const { value, error } = skill.invoke(method, args);
    expect({ value, error }).toEqual({ value: want, error: undefined });
  });

  test("at the ends of their ranges", () => {
    const least = { a: -128, b: -32768, c: -2147483648, d: -(2n ** 63n), e: 0, f: 0, g: 0, h: 0 };
    const most = {
      a: 127,
      b: 32767,
      c: 2147483647,
      d: 2n ** 63n - 1n,
      e: 255,
      f: 65535,
      g: 4294967295,
      h: 2n ** 64n - 1n,
    };
    for (const args of [least, most]) {
      const { value } = orders.invoke("numbers", { ...args, i: 0.5, j: 0.1, k: true });
      expect(value).toEqual([...Object.values(args).map(String), "0.5", "0.1", "true"]);
    }
  });
});

describe("arguments are refused, and the instance works on", () => {
  test.each([
    ["absent", "price_of", {}, '"items" at offset 0: missing'],
    ["no payload", "price_of", undefined, '"items" at offset 0: missing'],
    [
      "an absent field",
      "price_of",
      { items: [item, { id: "b" }] },
      '"items[1].price" at offset 21: missing',
    ],
    [
      "a deep one absent",
      "price_of",
      { items: [], customer: {} },
      '"customer.name" at offset 17: missing',
    ],
    [
      "a wrong type",
      "price_of",
      { items: 5 },
      '"items" at offset 7: found 0x05 (integer), expected array',
    ],
    [
      "a wrong type in a list",
      "find",
      { names: ["a", 1] },
      '"names[1]" at offset 10: found 0x01 (integer), expected string',
    ],
    [
      "a wrong type in a map",
      "find",
      { names: [], tags: { a: "b" } },
      '"tags.a" at offset 16: found 0xa1 (string), expected number',
    ],
    [
      "a wrong type in a class",
      "price_of",
      { items: [{ ...item, id: 1 }] },
      '"items[0].id" at offset 12: found 0x01 (integer), expected string',
    ],
    [
      "none of the options",
      "price_of",
      { items: [], currency: "GBP" },
      '"currency" at offset 17: found "GBP", expected one of EUR|USD|¥',
    ],
    [
      "not base64",
      "seal",
      { data: "%%" },
      '"data" at offset 6: found 0xa2 (string), expected base64',
    ],
    [
      "nil in a list of classes",
      "price_of",
      { items: [null] },
      '"items[0].id" at offset 8: missing',
    ],
    ["a large i8", "numbers", { a: 128 }, '"a" at offset 3: found 128, expected i8'],
    ["a small i8", "numbers", { a: -129 }, '"a" at offset 3: found -129, expected i8'],
    ["a large i16", "numbers", { b: 32768 }, '"b" at offset 3: found 32768, expected i16'],
    [
      "a large i32",
      "numbers",
      { c: 2147483648 },
      '"c" at offset 3: found 2147483648, expected i32',
    ],
    ["a large u8", "numbers", { e: 256 }, '"e" at offset 3: found 256, expected u8'],
    ["a negative u16", "numbers", { f: -1 }, '"f" at offset 3: found -1, expected u16'],
    ["a negative u32", "numbers", { g: -1 }, '"g" at offset 3: found -1, expected u32'],
    ["a negative u64", "numbers", { h: -1 }, '"h" at offset 3: found -1, expected u64'],
    [
      "a number as a flag",
      "numbers",
      { k: 2 },
      '"k" at offset 3: found 0x02 (integer), expected boolean',
    ],
  ])("%s", (_, method, args, want) => {
    expect(orders.invoke(method, args).error).toBe(`Cannot decode parameter ${want}`);
    expect(orders.invoke("price_of", { items: [item], discount: 0 }).value).toBe(2);
  });

  test("an unknown method", () => {
    expect(orders.invoke("price").error).toBe('Unknown method "price"');
    expect(orders.invoke("clear").error).toBeUndefined();
  });
});

test("an absent last argument leaves the handler's own expression in charge", async () => {
  const source = `// @skill:id com.example.own
// @skill:name "Own"
// @skill:version 1.0.0
let calls = 0;
function next(): string {
  calls++;
  return "call " + calls.toString();
}
// @skill:method m "M"
// @skill:param a "A"
// @skill:param b "B"
export function m(a: i32 = 5, b: string = next()): string {
  return a.toString() + " " + b;
}
`;
  const skill = createSkill(loadModule((await buildSkill(source)).wasm));
  const values = [{}, { b: "x" }, { a: 1 }, { b: null }].map(
    (args) => skill.invoke("m", args).value,
  );
  expect(values).toEqual(["5 call 1", "5 x", "1 call 2", "5 call 3"]);
});

test("a method may have more parameters than a word has bits", async () => {
  const names = Array.from({ length: 70 }, (_, n) => `p${n}`);
  const source = `// @skill:id com.example.many
// @skill:name "Many"
// @skill:version 1.0.0
// @skill:method sum "Sum"
${names.map((name) => `// @skill:param ${name} required "P"`).join("\n")}
export function sum(${names.map((name) => `${name}: i32`).join(", ")}): i32 {
  return ${names.join(" + ")};
}
`;
  const skill = createSkill(loadModule((await buildSkill(source)).wasm));
  const args = Object.fromEntries(names.map((name, n) => [name, n]));
  expect(skill.invoke("sum", args).value).toBe((69 * 70) / 2);
  for (const missing of ["p0", "p31", "p32", "p63", "p64", "p69"]) {
    const { [missing]: _, ...rest } = args;
    expect(skill.invoke("sum", rest).error).toMatch(`parameter "${missing}" at offset 0: missing`);
  }
  expect(skill.invoke("sum", args).value).toBe((69 * 70) / 2);
});
