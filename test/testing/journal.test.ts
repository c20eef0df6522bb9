import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createMockHost, type MockHost } from "@luminarys/sdk-as/testing";
import { beforeAll, expect, test } from "vitest";
import { buildSkill } from "../support/build-skill.js";
import { listenerSource } from "./listener-skill.js";

let skill: Uint8Array;

beforeAll(async () => {
  skill = (await buildSkill(listenerSource)).wasm;
});

/** Bytes in use once all garbage is gone. */
function usedMemory(): number {
  setFlagsFromString("--expose_gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function readOften(host: MockHost, times: number): void {
  for (let n = 0; n < times; n++) host.call("read_often", { path: `/data/${n}`, count: 1000 });
}

test.each([
  ["small", 20],
  ["of a kilobyte", 1000],
  ["of ten kilobytes", 10_000],
])("a host's journal of 100,000 calls takes less than 100 MB when they are %s", (_, size) => {
  const host = createMockHost({ skill, limits: { host_calls: 0, io_mb: 0 } });
  for (let n = 0; n < 100; n++) host.fs.write(`/data/${n}`, new Uint8Array(size));
  const before = usedMemory();
  readOften(host, 100);
  expect(usedMemory() - before).toBeLessThan(100_000_000);
  expect(host.journal.total).toBe(100_000);
  expect(host.journal.entries.at(-1)).toMatchObject({
    name: "fs_read",
    request: { path: "/data/99" },
  });
});

test("calls of what is no host function can't be asked for", () => {
  const { journal } = createMockHost({ skill });
  expect(() => journal.calls("fsRead" as "fs_read")).toThrow(
    new TypeError(
      'Cannot list host calls: unknown host function "fsRead". Hint: did you mean "fs_read"?',
    ),
  );
  expect(journal.calls("fs_read")).toEqual([]);
});

test("a host's journal is data that JSON keeps", () => {
  const host = createMockHost({ skill });
  host.fs.write("/data/0", "content");
  readOften(host, 1);
  const entries = host.journal.entries;
  expect(JSON.parse(JSON.stringify(entries))).toEqual(entries);
});
