import { mkdirSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FsWorld, failureOf } from "./fs/world.js";
import { hostCall } from "./host-call.js";

const MIB = 1024 * 1024;

let world: FsWorld;
const at = (name: string) => `${world.dir}/${name}`;

beforeEach(() => {
  world = new FsWorld();
});

afterEach(() => world.close());

const glob = {
  patterns: ["*"],
  only_files: false,
  only_dirs: false,
  match_hidden: false,
  max_depth: 0,
};
const grep = {
  ...{ fixed: false, case_insensitive: false, with_lines: false, filename_only: false },
  ...{ include: [], exclude: [], type_filter: "", max_count: 0, max_depth: 0, workers: 0 },
};

/** What a skill of 1 MiB is told. */
const tooMuch = (action: string) =>
  `too_large: Cannot ${action} "ROOT/in": the answer takes more than 786432 bytes of the skill's ` +
  "memory. Hint: ask for less at once, or raise limits.memory_mb";

describe("what is found is bounded by what a skill can take:", () => {
  test("lines without a character", () => {
    const fs = world.device();
    writeFileSync(at("a"), Buffer.alloc(24 * MIB, "\n"));
    expect(
      failureOf(world, () => fs.fs_read_lines({ path: at("a"), offset: 0, limit: 0 }, hostCall)),
    ).toBe(
      'too_large: Cannot read "ROOT/in/a": the answer takes more than 50331648 bytes of the ' +
        "skill's memory. Hint: ask for less at once, or raise limits.memory_mb",
    );
    const part = fs.fs_read_lines({ path: at("a"), offset: 5, limit: 2 }, hostCall);
    expect(part).toEqual({ lines: ["", ""], total_lines: 24 * MIB, offset: 5, is_truncated: true });
  });

  test("entries of a directory", () => {
    const fs = world.device({ memoryMb: 1 });
    for (let i = 0; i < 3000; i++) writeFileSync(at(`${i}`.padEnd(100, "n")), "");
    expect(failureOf(world, () => fs.fs_ls({ path: world.dir, long: false }, hostCall))).toBe(
      tooMuch("list"),
    );
    expect(failureOf(world, () => fs.fs_glob({ ...glob, path: world.dir }, hostCall))).toBe(
      tooMuch("search"),
    );
    const few = { ...glob, patterns: ["1*"], path: world.dir };
    expect(fs.fs_glob(few, hostCall).matches).toHaveLength(1111);
  });

  test.each(["", "^", "a"])("places where %j matches", (pattern) => {
    const fs = world.device({ memoryMb: 1 });
    mkdirSync(at("one"));
    writeFileSync(at("many"), "a\n".repeat(50_000));
    writeFileSync(at("one/line"), "a".repeat(100_000));
    writeFileSync(at("few"), "a\n".repeat(50));
    const find = (path: string) => () => fs.fs_grep({ ...grep, pattern, path }, hostCall);
    expect(failureOf(world, find(world.dir))).toBe(tooMuch("search"));
    expect(find(at("few"))().matches[0]?.matches).toHaveLength(50);
  });

  test("places in one line", () => {
    const fs = world.device();
    writeFileSync(at("a"), "a".repeat(15 * MIB));
    const find = (pattern: string) => fs.fs_grep({ ...grep, pattern, path: world.dir }, hostCall);
    for (const pattern of ["a", "(?i)a"]) {
      expect(failureOf(world, () => find(pattern))).toContain("too_large: Cannot search");
    }
    expect(find("^a").matches).toHaveLength(1);
  });
});

test("patterns are no longer than they can be compiled", () => {
  const fs = world.device();
  writeFileSync(at("a"), "a");
  const failure = `invalid: Cannot search "ROOT/in": its patterns are longer than 4096 characters`;
  const find = (more: object) => () =>
    fs.fs_grep({ ...grep, pattern: "a", path: world.dir, ...more }, hostCall);
  expect(
    failureOf(world, () =>
      fs.fs_glob({ ...glob, patterns: Array(5000).fill("?"), path: world.dir }, hostCall),
    ),
  ).toBe(failure);
  expect(failureOf(world, find({ pattern: "a".repeat(5000) }))).toBe(failure);
  expect(failureOf(world, find({ include: ["a".repeat(5000)] }))).toBe(failure);
  expect(failureOf(world, find({ exclude: Array(5000).fill("a") }))).toBe(failure);
  expect(find({})().matches).toHaveLength(1);
});
