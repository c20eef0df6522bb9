import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import type { Clock } from "@luminarys/sdk-as/engine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FsWorld, failureOf, text } from "./fs/world.js";
import { hostCall } from "./host-call.js";

const glob = { only_files: false, only_dirs: false, match_hidden: false, max_depth: 0 };
const grep = {
  fixed: false,
  case_insensitive: false,
  with_lines: true,
  include: [],
  exclude: [],
  max_count: 0,
  max_depth: 0,
  workers: 0,
  type_filter: "",
  filename_only: false,
};

let world: FsWorld;
const at = (name: string) => `${world.dir}/${name}`;

beforeEach(() => {
  world = new FsWorld();
});

afterEach(() => world.close());

describe("what is no regular file", () => {
  let server: Server;

  beforeEach(async () => {
    execFileSync("mkfifo", [at("fifo")]);
    server = createServer();
    await new Promise<void>((resolve) => server.listen(at("socket"), resolve));
  });

  afterEach(() => new Promise((resolve) => server.close(resolve)));

  test.each(["fifo", "socket"])("a %s is never waited for", (name) => {
    const fs = world.device();
    const path = at(name);
    const acts = {
      read: () => fs.fs_read({ path }, hostCall),
      write: () => fs.fs_write({ path, content: text("x") }, hostCall),
      copy: () => fs.fs_copy({ source: path, dest: at("b") }, hostCall),
    };
    for (const [verb, act] of Object.entries(acts)) {
      expect(failureOf(world, act)).toBe(
        `invalid: Cannot ${verb} "ROOT/in/${name}": not a regular file`,
      );
    }
    expect(fs.fs_grep({ ...grep, pattern: ".", path: world.dir }, hostCall).matches).toEqual([]);
    fs.fs_delete({ path }, hostCall);
    expect(readdirSync(world.dir)).not.toContain(name);
  });

  test.each(["/dev/zero", "/dev/null"])("%s isn't read even where it's granted", (path) => {
    const fs = world.device({ dirs: ["/dev:rw"] });
    const write = () => fs.fs_write({ path, content: text("x") }, hostCall);
    expect(failureOf(world, () => fs.fs_read({ path }, hostCall))).toBe(
      `invalid: Cannot read "${path}": not a regular file`,
    );
    expect(failureOf(world, write)).toBe(`invalid: Cannot write "${path}": not a regular file`);
  });
});

test("files of the kernel, which tell no size, are read to their end", () => {
  const fs = world.device({ dirs: ["/proc:ro"] });
  const { content } = fs.fs_read({ path: "/proc/sys/kernel/ostype" }, hostCall);
  expect(content).toEqual(text("Linux\n"));
});

test("names with line ends and quotes are names like others", () => {
  const fs = world.device();
  const name = 'a\nb "c" \u{1f600}\t';
  fs.fs_write({ path: at(name), content: text("x") }, hostCall);
  const { entries } = fs.fs_ls({ path: world.dir, long: false }, hostCall);
  expect(entries.map((entry) => entry.name)).toEqual([name]);
  const found = fs.fs_glob({ ...glob, patterns: ["a*"], path: world.dir }, hostCall);
  expect(found.matches).toEqual([{ path: at(name), is_dir: false }]);
  fs.fs_delete({ path: at(name) }, hostCall);
  expect(readdirSync(world.dir)).toEqual([]);
});

test("names that aren't UTF-8 aren't told, but deleted and changed with their directory", () => {
  const fs = world.device();
  mkdirSync(at("d"));
  const path = Buffer.concat([Buffer.from(`${at("d")}/`), Buffer.from([0x61, 0xff])]);
  writeFileSync(path, "hidden");
  writeFileSync(at("d/\ufffd"), "shown");
  const { entries } = fs.fs_ls({ path: at("d"), long: false }, hostCall);
  expect(entries.map(({ name }) => name)).toEqual(["\ufffd"]);
  expect(fs.fs_grep({ ...grep, pattern: "hidden", path: at("d") }, hostCall).matches).toEqual([]);
  fs.fs_chmod({ path: at("d"), mode: 0o700, recursive: true }, hostCall);
  fs.fs_delete({ path: at("d") }, hostCall);
  expect(readdirSync(world.dir)).toEqual([]);
});

test("a link that leads through a name that isn't UTF-8 is refused", () => {
  const fs = world.device();
  const target = Buffer.concat([Buffer.from(`${world.outside}/`), Buffer.from([0xff])]);
  symlinkSync(target, at("link"));
  expect(failureOf(world, () => fs.fs_read({ path: at("link") }, hostCall))).toBe(
    `invalid: Cannot read "ROOT/in/link": its name isn't UTF-8`,
  );
});

test("a directory of 100,000 entries is listed, searched and deleted", () => {
  const fs = world.device();
  mkdirSync(at("many"));
  for (let i = 0; i < 100_000; i++) writeFileSync(at(`many/f${i}`), "");
  const { entries } = fs.fs_ls({ path: at("many"), long: false }, hostCall);
  expect(entries).toHaveLength(100_000);
  const found = fs.fs_glob({ ...glob, patterns: ["f9999?"], path: world.dir }, hostCall);
  expect(found.matches).toHaveLength(10);
  fs.fs_delete({ path: at("many") }, hostCall);
  expect(readdirSync(world.dir)).toEqual([]);
});

test("a tree a thousand directories deep is searched and deleted", () => {
  const fs = world.device();
  const path = at("d/".repeat(1000).slice(0, -1));
  fs.fs_mkdir({ path }, hostCall);
  fs.fs_write({ path: `${path}/leaf`, content: text("needle\n") }, hostCall);
  const { matches } = fs.fs_grep({ ...grep, pattern: "need.e", path: "" }, hostCall);
  expect(matches.map((found) => found.path)).toEqual([`${path}/leaf`]);
  fs.fs_delete({ path: at("d") }, hostCall);
  expect(readdirSync(world.dir)).toEqual([]);
});

describe("a file of 1 GiB", () => {
  const path = () => at("huge");

  beforeEach(() => {
    writeFileSync(path(), "first\nsecond\n");
    truncateSync(path(), 2 ** 30);
    appendFileSync(path(), "\nlast");
  });

  test("is refused before it is read", () => {
    const fs = world.device({ memoryMb: 16 });
    expect(failureOf(world, () => fs.fs_read({ path: path() }, hostCall))).toBe(
      'too_large: Cannot read "ROOT/in/huge": 1073741829 bytes are more than the 5592405 that fit ' +
        "into the skill's memory. Hint: read a part of its lines, or raise limits.memory_mb",
    );
  });

  test("gives a window of its lines", () => {
    const fs = world.device({ memoryMb: 16 });
    const window = fs.fs_read_lines({ path: path(), offset: 1, limit: 1 }, hostCall);
    expect(window).toEqual({ lines: ["second"], total_lines: 4, offset: 1, is_truncated: true });
    const all = () => fs.fs_read_lines({ path: path(), offset: 2, limit: 1 }, hostCall);
    expect(failureOf(world, all)).toMatch(/^too_large: Cannot read "ROOT\/in\/huge": /);
  });

  test("isn't text when it has NUL bytes, and isn't searched", () => {
    const fs = world.device();
    expect(fs.fs_grep({ ...grep, pattern: "first", path: "" }, hostCall).matches).toEqual([]);
  });
});

describe("time that runs out", () => {
  /** Every look at it takes 10 s. */
  const hurried = (): Clock => {
    let nowMs = 0;
    return { now: () => (nowMs += 10_000), setTimer: () => () => {} };
  };
  const device = () => {
    return world.device({ clock: hurried() });
  };

  test("leaves what a copy should have replaced, and nothing else", () => {
    writeFileSync(at("large"), Buffer.alloc(8 * 1024 * 1024));
    writeFileSync(at("old"), "old");
    const copy = () => device().fs_copy({ source: at("large"), dest: at("old") }, hostCall);
    expect(failureOf(world, copy)).toBe(
      'timeout: Cannot copy "ROOT/in/large": not done within 30000 ms',
    );
    expect(readFileSync(at("old"), "utf8")).toBe("old");
    expect(readdirSync(world.dir).sort()).toEqual(["large", "old"]);
  });

  test("ends a search, a listing, a window and a change of modes", () => {
    for (let i = 0; i < 9; i++) writeFileSync(at(`f${i}`), "text\n");
    const path = world.dir;
    const acts = [
      () => device().fs_grep({ ...grep, pattern: "x", path }, hostCall),
      () => device().fs_glob({ ...glob, patterns: ["*"], path }, hostCall),
      () => device().fs_ls({ path, long: false }, hostCall),
      () => device().fs_chmod({ path, mode: 0o755, recursive: true }, hostCall),
      () => device().fs_delete({ path }, hostCall),
    ];
    const verbs = ["search", "search", "list", "change mode of", "delete"];
    expect(acts.map((act) => failureOf(world, act))).toEqual(
      verbs.map((verb) => `timeout: Cannot ${verb} "ROOT/in": not done within 30000 ms`),
    );
  });

  test("is what is left of the call", () => {
    writeFileSync(at("a"), "x");
    const deadlineNs = BigInt(world.clock.now()) * 1_000_000n;
    const read = () => world.device().fs_read({ path: at("a") }, { ...hostCall, deadlineNs });
    expect(failureOf(world, read)).toBe('timeout: Cannot read "ROOT/in/a": not done within 0 ms');
  });
});
