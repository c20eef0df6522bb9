import { beforeEach, describe, expect, test } from "vitest";
import { createFs, type FsFake } from "../../../testing/devices/fs.js";
import type { CanonicalPath } from "../../../testing/devices/surroundings.js";
import { call, failureOf, START_MS, surroundingsOf, text } from "./surroundings.js";

const grepDefaults = {
  path: "",
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
const globDefaults = {
  path: "",
  only_files: false,
  only_dirs: false,
  match_hidden: false,
  max_depth: 0,
};

let surroundings = surroundingsOf();
let fs: FsFake;

beforeEach(() => {
  surroundings = surroundingsOf({ allowedDirs: () => [{ path: "/data", mode: "rw" }] });
  fs = createFs(surroundings);
  fs.levers.write("/data/a.txt", "one\ntwo\n");
  fs.levers.write("/data/src/main.ts", "const one = 1;\n");
});

describe("files", () => {
  test("what a skill writes is read back, by it and by the test", () => {
    fs.device.fs_write({ path: "/data/b", content: text("b") }, call);
    expect(fs.device.fs_read({ path: "/data/b" }, call)).toEqual({ content: text("b") });
    expect(fs.levers.text("/data/b")).toBe("b");
    expect(fs.levers.read("/data/none")).toBeUndefined();
  });

  test("bytes given aren't shared with the tree", () => {
    const content = text("b");
    fs.device.fs_write({ path: "/data/b", content }, call);
    content[0] = 0;
    expect(fs.levers.text("/data/b")).toBe("b");
  });

  test("a window of lines is read", () => {
    const request = { path: "/data/a.txt", offset: 1, limit: 1 };
    const want = { lines: ["two"], total_lines: 2, offset: 1, is_truncated: false };
    expect(fs.device.fs_read_lines(request, call)).toEqual(want);
  });

  test("a listing is sorted; long adds time and mode", () => {
    const { entries } = fs.device.fs_ls({ path: "/data", long: true }, call);
    const mod_time = START_MS / 1000;
    expect(entries).toEqual([
      { name: "a.txt", size: 8, is_dir: false, mod_time, mode: 0o644, mode_str: "-rw-r--r--" },
      { name: "src", size: 0, is_dir: true, mod_time, mode: 0o755, mode_str: "drwxr-xr-x" },
    ]);
    const short = fs.device.fs_ls({ path: "/data", long: false }, call).entries[0];
    expect(short).toEqual({ name: "a.txt", size: 8, is_dir: false });
  });

  test("directories are made with parents and braces", () => {
    fs.device.fs_mkdir({ path: "/data/{x,y}/z" }, call);
    expect(fs.levers.paths("/data")).toContain("/data/x/z");
    expect(fs.levers.paths("/data")).toContain("/data/y/z");
  });

  test("a directory is deleted with all below it", () => {
    fs.device.fs_delete({ path: "/data" }, call);
    expect(fs.levers.paths()).toEqual([]);
  });

  test("a copy keeps content and mode", () => {
    fs.levers.write("/data/run", "x", { mode: 0o755 });
    fs.device.fs_copy({ source: "/data/run", dest: "/data/b" }, call);
    expect(fs.levers.text("/data/b")).toBe("x");
    expect(fs.tree.find("/data/b")?.mode).toBe(0o755);
  });

  test("modes change below a directory only when asked to", () => {
    fs.device.fs_chmod({ path: "/data/src", mode: 0o700, recursive: false }, call);
    expect(fs.tree.find("/data/src/main.ts")?.mode).toBe(0o644);
    fs.device.fs_chmod({ path: "/data", mode: 0o700, recursive: true }, call);
    expect(fs.tree.find("/data/src/main.ts")?.mode).toBe(0o700);
  });

  test("the granted directories are listed", () => {
    const want = { dirs: [{ path: "/data", mode: "rw" }] };
    expect(fs.device.fs_allowed_dirs({}, call)).toEqual(want);
  });
});

test.each<[string, (f: FsFake["device"]) => unknown]>([
  [
    'not_found: Cannot read "/data/x": no such file or directory',
    (d) => d.fs_read({ path: "/data/x" }, call),
  ],
  ['invalid: Cannot read "/data": it is a directory', (d) => d.fs_read({ path: "/data" }, call)],
  ['invalid: Cannot read "a": the path isn\'t absolute', (d) => d.fs_read({ path: "a" }, call)],
  [
    'invalid: Cannot read "/a\0": the path holds a NUL character',
    (d) => d.fs_read({ path: "/a\0" }, call),
  ],
  [
    'exists: Cannot create "/data/a.txt": it exists already',
    (d) => d.fs_create({ path: "/data/a.txt", content: text("") }, call),
  ],
  [
    'not_found: Cannot write "/none/a": no such file or directory',
    (d) => d.fs_write({ path: "/none/a", content: text("") }, call),
  ],
  [
    'invalid: Cannot write "/data/a.txt/b": not a directory',
    (d) => d.fs_write({ path: "/data/a.txt/b", content: text("") }, call),
  ],
  [
    'invalid: Cannot list "/data/a.txt": not a directory',
    (d) => d.fs_ls({ path: "/data/a.txt", long: false }, call),
  ],
  [
    'invalid: Cannot make directory "/data/a.txt/b": not a directory',
    (d) => d.fs_mkdir({ path: "/data/a.txt/b" }, call),
  ],
  ['unavailable: Cannot delete "/": its mode forbids it', (d) => d.fs_delete({ path: "/" }, call)],
  [
    'invalid: Cannot parse expression "(": missing closing ): `(`',
    (d) => d.fs_grep({ ...grepDefaults, pattern: "(" }, call),
  ],
  [
    'not_found: Cannot search "/data/x": no such file or directory',
    (d) => d.fs_glob({ ...globDefaults, patterns: ["*"], path: "/data/x" }, call),
  ],
])("%s", (message, act) => {
  expect(failureOf(() => act(fs.device))).toBe(message);
  expect(fs.device.fs_read({ path: "/data/a.txt" }, call).content).toEqual(text("one\ntwo\n"));
});

describe("levers", () => {
  const write = () =>
    fs.device.fs_write({ path: "/data/a.txt", content: text("longer text") }, call);

  test("a read-only directory refuses every change", () => {
    fs.levers.readonly("/data");
    const reason = "the file system is read-only";
    expect(failureOf(write)).toBe(`unavailable: Cannot write "/data/a.txt": ${reason}`);
    expect(failureOf(() => fs.device.fs_mkdir({ path: "/data/n" }, call))).toBe(
      `unavailable: Cannot make directory "/data/n": ${reason}`,
    );
    expect(failureOf(() => fs.device.fs_delete({ path: "/data/a.txt" }, call))).toBe(
      `unavailable: Cannot delete "/data/a.txt": ${reason}`,
    );
    const chmod = { path: "/data/a.txt", mode: 0o600, recursive: false };
    expect(failureOf(() => fs.device.fs_chmod(chmod, call))).toBe(
      `unavailable: Cannot change mode of "/data/a.txt": ${reason}`,
    );
    expect(fs.levers.text("/data/a.txt")).toBe("one\ntwo\n");
  });

  test("a full disk takes nothing more, and again what is smaller", () => {
    fs.levers.fillDisk();
    const reason = "no space left on the disk";
    expect(failureOf(write)).toBe(`unavailable: Cannot write "/data/a.txt": ${reason}`);
    fs.device.fs_write({ path: "/data/a.txt", content: text("") }, call);
    expect(fs.levers.text("/data/a.txt")).toBe("");
  });

  test("modes forbid what they say", () => {
    fs.levers.chmod("/data/a.txt", 0o000);
    const reason = "its mode forbids it";
    expect(failureOf(write)).toBe(`unavailable: Cannot write "/data/a.txt": ${reason}`);
    expect(failureOf(() => fs.device.fs_read({ path: "/data/a.txt" }, call))).toBe(
      `unavailable: Cannot read "/data/a.txt": ${reason}`,
    );
  });

  test("a slow disk takes virtual time, up to the call's deadline", () => {
    fs.levers.slow(400, "/data/**");
    fs.device.fs_read({ path: "/data/a.txt" }, call);
    expect(surroundings.clock.now()).toBe(START_MS + 400);
    const deadlineNs = BigInt(START_MS + 500) * 1_000_000n;
    expect(
      failureOf(() => fs.device.fs_read({ path: "/data/a.txt" }, { ...call, deadlineNs })),
    ).toBe('timeout: Cannot read "/data/a.txt": no answer within 100 ms');
    expect(surroundings.clock.now()).toBe(START_MS + 500);
  });
});

describe("a grant with a wildcard", () => {
  test("is searched where it names files, without a path too", () => {
    surroundings = surroundingsOf({ allowedDirs: () => [{ path: "/data/*.txt", mode: "ro" }] });
    fs = createFs(surroundings);
    fs.levers.write("/data/a.txt", "one\n");
    fs.levers.write("/data/b.md", "one\n");
    const found = fs.device.fs_grep({ ...grepDefaults, pattern: "one" }, call).matches;
    expect(found.map(({ path }) => path)).toEqual(["/data/a.txt"]);
  });
});

describe("links", () => {
  test.each([
    ["/data/to-dir/main.ts", "/data/src/main.ts"],
    ["/data/up/../a.txt", "/a.txt"],
    ["/data/relative", "/data/src/main.ts"],
    ["/data/dangling", "/data/gone"],
    ["/data/none/../a.txt", "/data/a.txt"],
  ])("%s leads to %s", (path, canonical) => {
    fs.levers.symlink("/data/to-dir", "/data/src");
    fs.levers.symlink("/data/up", "/data");
    fs.levers.symlink("/data/relative", "src/./main.ts");
    fs.levers.symlink("/data/dangling", "gone");
    expect(fs.tree.resolve(path)).toBe(canonical);
  });

  test("the host is asked where a link leads before anything is done", () => {
    const asked: CanonicalPath[] = [];
    fs = createFs(surroundingsOf({ admitPath: (path) => void asked.push(path) }));
    fs.levers.write("/etc/passwd", "root");
    fs.levers.symlink("/data/link", "/etc/passwd");
    fs.device.fs_write({ path: "/data/link", content: text("x") }, call);
    expect(asked).toEqual([
      {
        path: "/data/link",
        canonical: "/etc/passwd",
        use: { area: "fs", mode: "rw" },
        action: 'write "/data/link"',
      },
    ]);
  });

  test("a link is deleted, not what it leads to", () => {
    fs.levers.symlink("/data/link", "/data/src");
    fs.device.fs_delete({ path: "/data/link" }, call);
    expect(fs.levers.paths()).toEqual(["/data/a.txt", "/data/src/main.ts"]);
  });

  test("links in a circle are an error", () => {
    fs.levers.symlink("/data/x", "/data/y");
    fs.levers.symlink("/data/y", "/data/x");
    expect(failureOf(() => fs.device.fs_read({ path: "/data/x" }, call))).toBe(
      'invalid: Cannot read "/data/x": too many links',
    );
  });
});

describe("searches", () => {
  test("all granted directories are searched when no path is given", () => {
    fs.levers.write("/elsewhere", "one");
    const { matches } = fs.device.fs_grep({ ...grepDefaults, pattern: "one" }, call);
    expect(matches).toEqual([
      {
        path: "/data/a.txt",
        matches: [{ line_num: 1, line: "one", ranges: [{ start: 0, end: 3 }] }],
      },
      {
        path: "/data/src/main.ts",
        matches: [{ line_num: 1, line: "const one = 1;", ranges: [{ start: 6, end: 9 }] }],
      },
    ]);
  });

  test("one file is searched when it is the path", () => {
    const request = { ...grepDefaults, pattern: "one", path: "/data/a.txt", filename_only: true };
    expect(fs.device.fs_grep(request, call)).toEqual({
      matches: [{ path: "/data/a.txt", matches: [] }],
    });
  });

  test("links aren't followed, ignored directories not entered", () => {
    fs.levers.symlink("/data/link", "/elsewhere");
    fs.levers.write("/elsewhere/b.ts", "one");
    fs.levers.write("/data/node_modules/c.ts", "one");
    const request = { ...globDefaults, patterns: ["*.ts", "link"] };
    expect(fs.device.fs_glob(request, call).matches).toEqual([
      { path: "/data/link", is_dir: false },
      { path: "/data/src/main.ts", is_dir: false },
    ]);
    const all = fs.device.fs_glob({ ...request, ignore_dirs: [] }, call).matches;
    expect(all.map((found) => found.path)).toContain("/data/node_modules/c.ts");
  });
});
