import { describe, expect, test } from "vitest";
import { areas } from "../../contract/index.js";
import type { HostFunctionName } from "../../engine/wire/host-functions.gen.js";
import { findMismatch } from "../../engine/wire/mismatch.js";
import { readVector } from "../support/vectors.js";

const calls = areas.flatMap((area) =>
  area.calls.map((call) => ({ area: area.name, name: call.name as HostFunctionName })),
);
const entry = { name: "a", size: 1, is_dir: false };

describe("a device's answer", () => {
  test.each(calls)("that is golden matches $name", ({ area, name }) => {
    expect(findMismatch(name, readVector(area, `${name}.answer`).value)).toBeUndefined();
  });

  test.each<[HostFunctionName, unknown, string]>([
    ["fs_read", undefined, "the answer is undefined, expected an object"],
    ["fs_read", {}, "content is undefined, expected a Uint8Array"],
    ["fs_read", { content: "hi" }, "content is a string, expected a Uint8Array"],
    ["fs_ls", { entries: {} }, "entries is an object, expected an array"],
    ["fs_ls", { entries: [entry, 7] }, "entries[1] is 7, expected an object"],
    ["fs_ls", { entries: [{ ...entry, size: 1.5 }] }, "entries[0].size is 1.5, expected an i64"],
    ["fs_ls", { entries: [{ ...entry, mode: -1 }] }, "entries[0].mode is -1, expected a u32"],
    ["fs_read_lines", { lines: [null] }, "lines[0] is null, expected a string"],
    ["archive_unpack", { files_count: 2 ** 31 }, "files_count is 2147483648, expected an i32"],
    ["history_get", { role: "user" }, "the answer is an object, expected an array"],
    ["history_get", [{ role: "user" }], "the answer[0].content is undefined, expected a string"],
  ])("to %s of %j is described", (name, answer, message) => {
    expect(findMismatch(name, answer)).toBe(message);
  });

  test("may leave out what only a long listing has", () => {
    expect(findMismatch("fs_ls", { entries: [entry] })).toBeUndefined();
  });

  test("to a call that answers nothing may be anything", () => {
    expect(findMismatch("fs_write", undefined)).toBeUndefined();
  });
});
