import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { areas } from "../../contract/index.js";
import { compileSkill } from "../support/compile.js";
import { Random } from "../support/random.js";
import { encodeRequest, RawHost, readAnswer } from "../support/raw-host.js";
import { readVector } from "../support/vectors.js";
import { expectAnswer } from "./answer-model.js";
import { Refusal } from "./foreign-reader.js";
import { mutate } from "./mutate.js";

const entry = fileURLToPath(new URL("fixtures/probe/lib.ts", import.meta.url));
const rerouted = ["http_get", "http_post"];
const calls = areas
  .flatMap((area) => area.calls.map(({ name }) => ({ name, area: area.name })))
  .filter(({ name }) => !rerouted.includes(name));

let host: RawHost;
let next: Uint8Array;

beforeAll(async () => {
  const functions = Object.fromEntries(calls.map(({ name }) => [name, () => next]));
  host = new RawHost((await compileSkill({ entry })).wasm, { functions });
});

/** What the guest makes of an answer: error, code and value. */
function got(asking: Uint8Array): unknown[] {
  const [isOk, error, code, value] = readAnswer(host.handle(asking)).value as unknown[];
  return isOk ? ["", "", widen(value)] : [error, code];
}

function wanted(name: string, answer: Uint8Array): unknown[] {
  try {
    return widen(expectAnswer(name, answer)) as unknown[];
  } catch (error) {
    if (error instanceof Refusal) return ["refused"];
    throw error;
  }
}

/** Integers as bigint all over, so that they can be compared. */
function widen(value: unknown): unknown {
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map(widen);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, widen(inner)]));
}

function compare(name: string, answers: Iterable<Uint8Array>) {
  const asking = encodeRequest("result", { name });
  const found: unknown[] = [];
  let accepted = 0;
  for (const answer of answers) {
    next = answer;
    const want = wanted(name, answer);
    const have = got(asking);
    if (want[0] === "") accepted++;
    // An error that could be read may stand beside what couldn't.
    const isFine = want[0] === "refused" ? have[0] !== "" : isDeepStrictEqual(want, have);
    if (!isFine) {
      found.push({ answer: Buffer.from(answer).toString("hex"), want, have });
    }
  }
  return { found: found.slice(0, 3), accepted };
}

describe("what a host answers", () => {
  test.each(calls)("$name: mutated, it's refused or read as it stands", ({ name, area }) => {
    const { bytes } = readVector(area, `${name}.answer`);
    const random = new Random(name.length);
    const answers = Array.from({ length: 1000 }, () => mutate(bytes, random));
    expect(compare(name, [bytes, ...answers]).found).toEqual([]);
  });

  test.each(calls)("$name: cut at any byte, it's refused", ({ name, area }) => {
    const { bytes } = readVector(area, `${name}.answer`);
    const cuts = Array.from(bytes, (_, size) => bytes.subarray(0, size));
    expect(compare(name, cuts)).toEqual({ found: [], accepted: 0 });
  });

  test.each(calls)("$name: what is no map, or more than one, is refused", ({ name }) => {
    const others = ["c1", "c3", "07", "a0", "8080", "80c1", "c000", "8101", "81a17801ff"];
    const answers = others.map((hex) => Uint8Array.from(Buffer.from(hex, "hex")));
    expect(compare(name, answers)).toEqual({ found: [], accepted: 0 });
  });

  test.each(calls)("$name: a mutated error is the same failure or refused", ({ name }) => {
    const { bytes } = readVector("errors", "error with code");
    const random = new Random(99);
    const answers = Array.from({ length: 300 }, () => mutate(bytes, random));
    expect(compare(name, [bytes, ...answers]).found).toEqual([]);
  });
});
