import { join } from "node:path";
import {
  createMockHost,
  type MockHost,
  type MockHostOptions,
  SkillError,
} from "@luminarys/sdk-as/testing";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { printClient } from "../../codegen/print/print-client.js";
import { buildSkill } from "../support/build-skill.js";
import { root } from "../support/sources.js";
import { typeCheck } from "../support/type-check.js";

const source = `// @skill:id org.example.shop
// @skill:name "Shop"
// @skill:version 1.0.0

// @skill:method price_of "The price of some articles"
// @skill:param name required "Article"
// @skill:param amount optional "How many" default:1
// @skill:result "Their price"
export function priceOf(name: string, amount: i32): f64 {
  return <f64>(name.length * amount);
}
`;

const use = `import { createMockHost } from "../../testing/index.js";
import { ShopClient } from "./client.js";

declare const skill: Uint8Array;
const host = createMockHost({ skill });
const byClass = host.client(ShopClient, { sessionId: "s" });
const byType = host.client<ShopClient>();
export const prices: number[] = [byClass.priceOf({ name: "tea" }), byType.priceOf({ name: "tea", amount: 2 })];
`;

const misuse = `import { createMockHost } from "../../testing/index.js";
import { ShopClient } from "./client.js";

declare const skill: Uint8Array;
const host = createMockHost({ skill });
host.client(ShopClient).priceOf({ name: 5 });
host.client<ShopClient>().priceOf({ amount: 2 });
host.client<ShopClient>().priceOf({ name: "tea", amuont: 2 });
host.client<ShopClient>().priceFor({ name: "tea" });
host.client(ShopClient).priceOf({ name: "tea" }).toUpperCase();
host.client(ShopClient, { session: "s" });
createMockHost({ skill, sed: 7 });
host.journal.calls("tcp_reqest");
host.faults.next("tcp_write", "timout");
host.faults.campaign(() => {}, { kinds: ["timout"] });
host.tcp.on("a:1").accept((peer) => peer.fail("timout"));
host.http.on("GET", "https://a.example/").fail("timout");
`;

interface ShopClient {
  priceOf(args: { name: string; amount?: number }): number;
}

let skill: Uint8Array;
let host: MockHost;

beforeAll(async () => {
  skill = (await buildSkill(source)).wasm;
});

beforeEach(() => {
  host = createMockHost({ skill });
});

describe("a client of skill-gen on a mock host", () => {
  const folder = join(root, "test/testing");
  const files = () => {
    const client = printClient(host.describe(), { async: false, version: "0.3.0" });
    return { "client.ts": client };
  };

  test("has the types of the skill, by its class or its type alone", () => {
    expect(typeCheck({ ...files(), "use.ts": use }, folder)).toEqual([]);
  });

  test("is refused by the compiler where it is misused", () => {
    expect(typeCheck({ ...files(), "use.ts": misuse }, folder)).toEqual([
      expect.stringMatching(/^use\.ts:6: Type 'number' is not assignable to type 'string'/),
      expect.stringMatching(/^use\.ts:7: Argument of type '\{ amount: number; \}' is not/),
      expect.stringMatching(/^use\.ts:8: Object literal may only specify .* but 'amuon/),
      expect.stringMatching(/^use\.ts:9: Property 'priceFor' does not exist/),
      expect.stringMatching(/^use\.ts:10: Property 'toUpperCase' does not exist on type 'number'/),
      expect.stringMatching(/^use\.ts:11: Object literal may only specify .* but 'sessi/),
      expect.stringMatching(/^use\.ts:12: Object literal may only specify .* but 'sed' /),
      expect.stringMatching(/^use\.ts:13: Argument of type '"tcp_reqest"' is not assignable/),
      expect.stringMatching(/^use\.ts:14: Argument of type '"timout"' is not assignable/),
      expect.stringMatching(/^use\.ts:15: Type '"timout"' is not assignable/),
      expect.stringMatching(/^use\.ts:16: Argument of type '"timout"' is not assignable/),
      expect.stringMatching(/^use\.ts:17: Argument of type '"timout"' is not assignable/),
    ]);
  });
});

describe("where the compiler wasn't asked, the message says", () => {
  const untyped = () =>
    host.client<ShopClient>() as unknown as Record<string, (args?: unknown) => unknown>;

  test.each([
    [
      { name: 5 },
      'Cannot decode parameter "name" at offset 6: found 0x05 (integer), expected string',
    ],
    [{ nmae: "tea" }, 'Cannot decode parameter "name" at offset 0: missing'],
    [undefined, 'Cannot decode parameter "name" at offset 0: missing'],
    [
      { name: "tea", amount: 1.5 },
      'Cannot decode parameter "amount" at offset 17: found 0xcb (float), expected i32',
    ],
  ])("what is wrong with %j", (args, message) => {
    expect(() => untyped().priceOf?.(args)).toThrow(new SkillError(message, "price_of"));
    expect(untyped().priceOf?.({ name: "tea" })).toBe(3);
  });

  test("which method was meant", () => {
    expect(() => untyped().priceFor?.({})).toThrow(
      'Cannot call "priceFor": the skill "Shop" has no such method. Hint: did you mean "price_of"?',
    );
    expect(host.call("priceOf", { name: "tea" }).error).toBe(
      'Unknown method "priceOf". Hint: did you mean "price_of"?',
    );
  });

  const call = (...args: unknown[]) =>
    (host.call as (...args: unknown[]) => unknown).apply(host, ["price_of", ...args]);

  test.each([
    [["tea"], 'Cannot call "price_of": expected an object of arguments, found a string'],
    [[["tea"]], 'Cannot call "price_of": expected an object of arguments, found an array'],
    [[{ name: () => "tea" }], "Cannot encode value: a function has no MessagePack form"],
    [
      [{ name: "tea" }, { session: "s" }],
      'Cannot call "price_of": unknown option "session". Hint: did you mean "sessionId"?',
    ],
    [
      [{ name: "tea" }, { state: "s" }],
      'Cannot call "price_of": option "state": expected bytes, found a string',
    ],
    [
      [{ name: "tea" }, "s"],
      'Cannot call "price_of": expected an object of options, found a string',
    ],
  ])("what is wrong with the call %j", (args, message) => {
    expect(() => call(...args)).toThrow(new TypeError(message));
    expect(host.call("price_of", { name: "tea" }).value).toBe(3);
  });

  const skillWanted = "expected a path, bytes or module, or an object of them by id";

  test.each<[string, object, string]>([
    ["no skill", { skill: undefined }, `option "skill": ${skillWanted}, found nothing`],
    ["a number as skill", { skill: 5 }, `option "skill": ${skillWanted}, found a number`],
    ["no skill by any id", { skill: {} }, `option "skill": ${skillWanted}, found an object`],
    ["a misspelt option", { sed: 7 }, 'unknown option "sed". Hint: did you mean "seed"?'],
    ["a seed", { seed: "7" }, 'option "seed": expected a number, found a string'],
    [
      "a time",
      { now: new Date("x") },
      'option "now": expected a date or Unix time in milliseconds, found an object',
    ],
    [
      "a manifest",
      { manifest: 5 },
      'option "manifest": expected YAML, a path or an object, found a number',
    ],
    [
      "a variable",
      { env: { A: 5 } },
      'option "env": expected an object of strings, found an object',
    ],
    [
      "a misspelt limit",
      { limits: { que: 5 } },
      'Unknown key "que" in limits. Hint: did you mean "queue"?',
    ],
  ])("what is wrong with %s", (_, options, message) => {
    const given = { skill, ...options };
    expect(() => createMockHost(given as MockHostOptions)).toThrow(
      new TypeError(`Cannot create mock host: ${message}`),
    );
  });
});
