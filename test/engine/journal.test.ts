import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { Extension, Timestamp } from "../../engine/codec/value.js";
import { Journal, type JournalRecord, plainRecord } from "../../engine/journal.js";
import { toPlain } from "../../engine/plain-value.js";

const limits = { maxLength: 4, maxItems: 3 };

const record = (request: unknown, answer: unknown = {}): JournalRecord => ({
  atMs: 1,
  skillId: "skill",
  requestId: "call-1",
  method: "run",
  sessionId: "",
  name: "fs_read",
  request,
  answer,
  error: null,
  allowed: true,
  reason: "",
  lines: [],
  durationMs: 0,
});

describe("toPlain gives", () => {
  it.each([
    ["a short text", "abcd", "abcd"],
    ["a long text", "abcdef", { $text: 6, start: "abcd" }],
    ["bytes", Uint8Array.of(1, 2), { $bytes: 2, base64: "AQI=" }],
    ["many bytes", new Uint8Array(9), { $bytes: 9, base64: "AAAAAA==" }],
    ["a large integer", 2n ** 60n, { $integer: "1152921504606846976" }],
    ["NaN", Number.NaN, { $number: "NaN" }],
    ["an infinity", -Infinity, { $number: "-Infinity" }],
    ["a list", [1, null, true], [1, null, true]],
    ["a long list", [1, 2, 3, 4, 5], [1, 2, 3, { $more: 2 }]],
    ["a map", { a: 1, b: undefined }, { a: 1 }],
    ["a long map", { a: 1, b: 2, c: 3, d: 4 }, { a: 1, b: 2, c: 3, $more: 1 }],
    ["a map of any keys", new Map([[1, "x"]]), { $map: [[1, "x"]] }],
    ["a time", new Timestamp(5, 70), { $time: "5.000000070" }],
    [
      "an extension",
      new Extension(3, Uint8Array.of(1)),
      { $extension: 3, data: { $bytes: 1, base64: "AQ==" } },
    ],
    ["nothing", undefined, null],
  ])("%s as data that JSON keeps", (_, value, want) => {
    const plain = toPlain(value, limits);
    expect(plain).toEqual(want);
    expect(JSON.parse(JSON.stringify(plain))).toEqual(want);
  });
});

describe("a journal", () => {
  it("numbers its entries and gives those after a number", () => {
    const journal = new Journal();
    for (const path of ["/a", "/b", "/c"]) journal.record(record({ path }));
    expect(journal.entries().map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(journal.since(1).map(({ request }) => request)).toEqual([
      { path: "/b" },
      { path: "/c" },
    ]);
    expect(journal.since(3)).toEqual([]);
  });

  it("drops the oldest entries beyond its count, and counts them", () => {
    const journal = new Journal({ maxEntries: 3 });
    for (let n = 0; n < 5000; n++) journal.record(record({ n }));
    expect(journal.entries().map(({ seq }) => seq)).toEqual([4998, 4999, 5000]);
    expect([journal.total, journal.dropped]).toEqual([5000, 4997]);
    expect(journal.since(4999).map(({ seq }) => seq)).toEqual([5000]);
    expect(journal.since(10).map(({ seq }) => seq)).toEqual([4998, 4999, 5000]);
  });

  it("drops the oldest entries beyond its size, but never the last", () => {
    const journal = new Journal({ maxBytes: 10_000, maxLength: 20_000 });
    for (let n = 0; n < 10; n++) journal.record(record({ text: "x".repeat(3000) }));
    expect(journal.entries()).toHaveLength(2);
    journal.record(record({ text: "x".repeat(15_000) }));
    expect(journal.entries()).toHaveLength(1);
  });

  it("isn't changed by what becomes of a request afterwards", () => {
    const journal = new Journal();
    const request = { content: Uint8Array.of(1), include: ["a"] };
    journal.record(record(request));
    request.content[0] = 9;
    request.include.push("b");
    expect(journal.entries()[0]?.request).toEqual({
      content: { $bytes: 1, base64: "AQ==" },
      include: ["a"],
    });
  });

  it.each([
    ["small", 20],
    ["of a kilobyte", 1000],
    ["of a megabyte", 1_000_000],
  ])("of 100,000 calls takes less than 100 MB when they are %s", (_, size) => {
    const journal = new Journal();
    const content = new Uint8Array(size);
    const before = usedMemory();
    for (let n = 0; n < 100_000; n++) {
      journal.record(record({ path: `/data/file-${n}`, content }));
    }
    expect(usedMemory() - before).toBeLessThan(100_000_000);
    expect(JSON.stringify(journal.entries()).length).toBeLessThan(100_000_000);
    expect(journal.total).toBe(100_000);
  });
});

/** Bytes in use once all garbage is gone. */
function usedMemory(): number {
  setFlagsFromString("--expose_gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe("a record that another thread made", () => {
  it("is kept as it is, and numbered among the others", () => {
    const journal = new Journal({ maxLength: 4 });
    const plain = plainRecord(record({ path: "/long/path" }), journal.limits);
    journal.record(record({}));
    const entry = journal.add(JSON.parse(JSON.stringify(plain)));
    expect(entry).toMatchObject({ seq: 2, request: { path: { $text: 10, start: "/lon" } } });
    expect(journal.entries()[1]).toBe(entry);
  });
});
