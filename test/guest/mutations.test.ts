import { encode } from "@msgpack/msgpack";
import { beforeAll, describe, expect, test } from "vitest";
import { Random } from "../support/random.js";
import { encodeRequest, GuestAbort, type RawHost } from "../support/raw-host.js";
import { buildHabits, openHabits } from "./habits.js";
import { mutate, telling } from "./mutate.js";
import {
  mixArguments as args,
  mixCall as call,
  check,
  type Finding,
  mixPayload as payload,
  requestFindings,
} from "./request-findings.js";
import { expectMix } from "./request-model.js";

const valid = encodeRequest("mix", args, call);

let host: RawHost;
let well: Uint8Array;
let compare: (request: Uint8Array) => boolean | Finding;

beforeAll(async () => {
  host = openHabits(await buildHabits("incremental"));
  well = host.handle(check);
  compare = requestFindings(host);
});

function findings(requests: Iterable<Uint8Array>): { found: Finding[]; accepted: number } {
  const found: Finding[] = [];
  let accepted = 0;
  for (const request of requests) {
    const outcome = compare(request);
    if (typeof outcome === "object") found.push(outcome);
    else if (outcome) accepted++;
  }
  return { found, accepted };
}

function* mutations(seed: number, count: number, make: (random: Random) => Uint8Array) {
  const random = new Random(seed);
  for (let i = 0; i < count; i++) yield make(random);
}

describe("a request", () => {
  test("is answered as the model says", () => {
    expect(compare(valid)).toBe(true);
    expect(expectMix(valid)).toEqual([args.text, -70_000n, 0.25, true, args.raw, args.wide]);
  });

  test("may have its arguments as text", () => {
    const asText = Uint8Array.of(0xda, payload.length >> 8, payload.length & 255, ...payload);
    const envelope = encode({ method: "mix", payload: 0 });
    expect(compare(Uint8Array.of(...envelope.subarray(0, -1), ...asText))).toBe(true);
  });

  test("is read as it stands where a key breaks off within a character", () => {
    const text = [...encode("text"), ...encode("x")];
    const brokenKey = [0xa5, 0x63, 0x6f, 0x75, 0x6e, 0xc1];
    const payloads = [[0x74], [0xd2, 0xff, 0xfe, 0xee, 0x90]].map((value) =>
      Uint8Array.of(0x82, ...text, ...brokenKey, ...value),
    );
    const requests = payloads.map((bytes) => encodeRequest("mix", bytes, call));
    expect(findings(requests)).toEqual({ found: [], accepted: 2 });
  });

  test("cut at any byte is refused, and the next call is fine", () => {
    const cuts = Array.from(valid, (_, size) => valid.subarray(0, size));
    expect(findings(cuts)).toEqual({ found: [], accepted: 0 });
  });

  test("whose arguments are cut at any byte is refused, and the next call is fine", () => {
    const cuts = Array.from(payload, (_, size) => payload.subarray(0, size)).slice(1);
    const requests = cuts.map((cut) => encodeRequest("mix", cut, call));
    expect(findings(requests)).toEqual({ found: [], accepted: 0 });
  });

  test("with any byte replaced by one that tells a type is refused or read as it stands", () => {
    const requests = Array.from(payload).flatMap((_, at) =>
      telling.map((byte) => encodeRequest("mix", payload.with(at, byte), call)),
    );
    const { found, accepted } = findings(requests);
    expect(found).toEqual([]);
    expect(accepted).toBeGreaterThan(500);
  });

  test("mutated 50,000 times is refused or read as it stands", () => {
    const { found } = findings(mutations(1, 50_000, (random) => mutate(valid, random)));
    expect(found).toEqual([]);
  });

  test("with arguments mutated 50,000 times is refused or read as it stands", () => {
    const { found, accepted } = findings(
      mutations(2, 50_000, (random) => encodeRequest("mix", mutate(payload, random), call)),
    );
    expect(found).toEqual([]);
    expect(accepted).toBeGreaterThan(5_000);
  });
});

/** What each run throws, without repeats. */
function traps(runs: Iterable<() => unknown>): string[] {
  const seen = new Set<string>();
  for (const run of runs) {
    try {
      run();
    } catch (error) {
      seen.add(error instanceof GuestAbort ? error.message : String(error));
    }
    if (Buffer.compare(host.handle(check), well) !== 0) seen.add("the next call was harmed");
  }
  return [...seen];
}

test("a mutated request of a method with a Context traps only with words about the request", () => {
  const request = encodeRequest("around", { path: "/a" }, call);
  const requests = mutations(3, 20_000, (random) => mutate(request, random));
  const seen = traps([...requests].map((bytes) => () => host.handle(bytes)));
  expect(seen.filter((words) => !words.startsWith("Cannot decode request"))).toEqual([]);
});

test("a host's mutated answers are failures or values, never a trap", async () => {
  const answer = encode({ content: new TextEncoder().encode("some content"), error: null, x: [1] });
  const random = new Random(4);
  let next: Uint8Array = answer;
  host = openHabits(await buildHabits("incremental"), { functions: { fs_read: () => next } });
  const asking = encodeRequest("try_read", { path: "/a" });
  const runs = Array.from({ length: 20_000 }, () => () => {
    next = mutate(answer, random);
    return host.handle(asking);
  });
  expect(traps(runs)).toEqual(["Cannot decode text: found invalid UTF-8"]);
});
