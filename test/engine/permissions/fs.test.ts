import { describe, expect, test } from "vitest";
import { completeManifest } from "../../../engine/manifest.js";
import { denialMessage } from "../../../engine/permissions/decision.js";
import type { PathRequest } from "../../../engine/permissions/directories.js";
import { allowedDirs, canRead, decideFs, fsRoot } from "../../../engine/permissions/fs.js";

const fsOf = (dirs: string[], enabled = true) =>
  completeManifest({ id: "a", path: "a.wasm", permissions: { fs: { enabled, dirs } } }).permissions
    .fs;

const decide = (dirs: string[], request: PathRequest) => decideFs(fsOf(dirs), request);

/** What is acted on, or nothing. */
const acted = (dirs: string[], path: string, mode: "ro" | "rw") => {
  const decision = decide(dirs, { path, mode });
  return decision.allowed ? decision.path : null;
};

const nfc = "/data/\u00e9";
const nfd = "/data/e\u0301";

const tables: Record<string, [dirs: string[], path: string, acted: string | null][]> = {
  "a directory is granted with all below it": [
    [["/data:ro"], "/data", "/data"],
    [["/data:ro"], "/data/a", "/data/a"],
    [["/data:ro"], "/data/a/b/c.txt", "/data/a/b/c.txt"],
    [["/data:ro"], "/data/.hidden", "/data/.hidden"],
    [["/data:ro"], "/database", null],
    [["/data:ro"], "/data.txt", null],
    [["/data:ro"], "/dat", null],
    [["/data:ro"], "/", null],
    [["/data:ro"], "/other/data", null],
    [["/data/:ro"], "/data/a", "/data/a"],
    [["/data/**:ro"], "/data", "/data"],
    [["/data/**:ro"], "/data/a/b", "/data/a/b"],
    [["/data/**/**:ro"], "/data", "/data"],
    [["/data//./x:ro"], "/data/x", "/data/x"],
    [["/:ro"], "/", "/"],
    [["/:ro"], "/etc/passwd", "/etc/passwd"],
    [["/**:ro"], "/etc/passwd", "/etc/passwd"],
    [["/etc/hosts:ro"], "/etc/hosts", "/etc/hosts"],
    [["/etc/hosts:ro"], "/etc/hosts.bak", null],
    [["/a:ro", "/b:ro"], "/b/x", "/b/x"],
    [[], "/a", null],
  ],
  "dots, slashes and steps up are resolved before the check": [
    [["/data:ro"], "/data/", "/data"],
    [["/data:ro"], "/data//", "/data"],
    [["/data:ro"], "//data/a", "/data/a"],
    [["/data:ro"], "///data///a///", "/data/a"],
    [["/data:ro"], "/data/.", "/data"],
    [["/data:ro"], "/data/./a", "/data/a"],
    [["/data:ro"], "/./data/a/.", "/data/a"],
    [["/data:ro"], "/data/a/..", "/data"],
    [["/data:ro"], "/data/a/../b", "/data/b"],
    [["/data:ro"], "/data/..", null],
    [["/data:ro"], "/data/../", null],
    [["/data:ro"], "/data/../etc/passwd", null],
    [["/data:ro"], "/data/../data/a", "/data/a"],
    [["/data:ro"], "/data/a/../../etc", null],
    [["/data:ro"], "/data/./../etc", null],
    [["/data:ro"], "/data//../etc", null],
    [["/data:ro"], "/data/a/../../../../../data/b", "/data/b"],
    [["/data:ro"], "/../data/a", "/data/a"],
    [["/data:ro"], "/../../../../etc/passwd", null],
    [["/data:ro"], "/..data/a", null],
    [["/data:ro"], "/data/...", "/data/..."],
    [["/data:ro"], "/data/..a", "/data/..a"],
    [["/data:ro"], "/data/a..", "/data/a.."],
    [["/data:ro"], "/data/.../etc", "/data/.../etc"],
    [["/data:ro"], "/data./a", null],
    [["/data:ro"], "/data../a", null],
    [["/data:ro"], "/data /a", null],
    [["/data:ro"], "/ data/a", null],
    [["/data:ro"], "/data/a.", "/data/a."],
    [["/data:ro"], "/data/a ", "/data/a "],
  ],
  "a path is neither decoded nor expanded": [
    [["/data:ro"], "/data/%2e%2e/etc", "/data/%2e%2e/etc"],
    [["/data:ro"], "/data%2f..%2fetc", null],
    [["/data:ro"], "/%64ata/a", null],
    [["/data:ro"], "/data/~/a", "/data/~/a"],
    [["/data:ro"], "/data/$HOME", "/data/$HOME"],
    [["/data:ro"], "/data/*", "/data/*"],
    [["/data:ro"], "/{data,etc}/a", null],
    [["/data:ro"], "/*", null],
  ],
  "what isn't an absolute path in one reading is refused": [
    [["/:rw"], "", null],
    [["/:rw"], "data/a", null],
    [["/:rw"], "./data", null],
    [["/:rw"], "../data", null],
    [["/:rw"], "~/a", null],
    [["/:rw"], "C:/data", null],
    [["/:rw"], "C:\\data", null],
    [["/:rw"], "file:///data", null],
    [["/:rw"], "/data\\..\\etc", null],
    [["/:rw"], "/data/..\\..\\etc", null],
    [["/:rw"], "\\\\server\\share", null],
    [["/:rw"], "/data/a\0.txt", null],
    [["/:rw"], "/data\0/../etc", null],
    [["/:rw"], "/data/\ud800", null],
    [["/:rw"], " /data", null],
  ],
  "case and Unicode form make other names": [
    [["/data:ro"], "/Data/a", null],
    [["/data:ro"], "/DATA", null],
    [["/Data:ro"], "/Data/a", "/Data/a"],
    [[`${nfc}:ro`], nfc, nfc],
    [[`${nfc}:ro`], nfd, null],
    [[`${nfd}:ro`], nfd, nfd],
    [[`${nfd}:ro`], nfc, null],
    [["/data:ro"], "/data\u200b/a", null],
    [["/data:ro"], "/d\u0430ta/a", null],
    [["/data:ro"], "/\uff44ata/a", null],
    [["/data:ro"], "/data/\uff0e\uff0e/etc", "/data/\uff0e\uff0e/etc"],
    [["/data:ro"], "/data\u2215a", null],
    [["/data:ro"], "/data\uff0fa", null],
    [["/data:ro"], "/data/\u202ea", "/data/\u202ea"],
    [["/data/stra\u00dfe:ro"], "/data/strasse", null],
    [["/data/\u0130:ro"], "/data/i\u0307", null],
    [["/data/\u{1f37a}:ro"], "/data/\u{1f37a}/x", "/data/\u{1f37a}/x"],
  ],
  "a pattern grants each directory that it matches": [
    [["/data/*/src:ro"], "/data/a/src", "/data/a/src"],
    [["/data/*/src:ro"], "/data/a/src/b/c", "/data/a/src/b/c"],
    [["/data/*/src:ro"], "/data/a", null],
    [["/data/*/src:ro"], "/data/a/b/src", null],
    [["/data/*/src:ro"], "/data/a/srcs", null],
    [["/data/*/src:ro"], "/data/src", null],
    [["/data/*/src:ro"], "/data/a/src/../secret", null],
    [["/data/*/src:ro"], "/data/../etc/src", null],
    [["/data/**/src:ro"], "/data/src", "/data/src"],
    [["/data/**/src:ro"], "/data/a/b/src/x", "/data/a/b/src/x"],
    [["/data/*:ro"], "/data/a", "/data/a"],
    [["/data/*:ro"], "/data", null],
    [["/data/*:ro"], "/data/", null],
    [["/data/*:ro"], "/data/a/b", "/data/a/b"],
    [["/*:ro"], "/", null],
    [["/*:ro"], "/a/b", "/a/b"],
    [["/{,a}:ro"], "/", null],
    [["/**/a:ro"], "/", null],
    [["/data/*.txt:ro"], "/data/a.txt", "/data/a.txt"],
    [["/data/*.txt:ro"], "/data/a.csv", null],
    [["/data/?:ro"], "/data/a", "/data/a"],
    [["/data/?:ro"], "/data/ab", null],
    [["/data/[ab]:ro"], "/data/b/x", "/data/b/x"],
    [["/data/[!ab]:ro"], "/data/a", null],
    [["/{a,b}/c:ro"], "/b/c/d", "/b/c/d"],
    [["/{a,b}/c:ro"], "/c", null],
    [["/data/\\*:ro"], "/data/*", "/data/*"],
    [["/data/\\*:ro"], "/data/a", null],
    [["/sys/class/drm/card*:ro"], "/sys/class/drm/card0/device", "/sys/class/drm/card0/device"],
  ],
};

describe.each(Object.entries(tables))("%s", (_, cases) => {
  test.each(cases)("%j with %j: %j", (dirs, path, expected) => {
    expect(acted(dirs, path, "ro")).toBe(expected);
  });
});

describe("writing needs rw, and the deepest directory decides", () => {
  test.each<[dirs: string[], path: string, writable: boolean]>([
    [["/data:rw"], "/data/a", true],
    [["/data:ro"], "/data/a", false],
    [["/data:rw", "/data/shared:ro"], "/data/a", true],
    [["/data:rw", "/data/shared:ro"], "/data/shared/a", false],
    [["/data:rw", "/data/shared:ro"], "/data/shared", false],
    [["/data/shared:ro", "/data:rw"], "/data/shared/a", false],
    [["/data:rw", "/data/shared:ro"], "/data/x/../shared/a", false],
    [["/data:rw", "/data/shared:ro"], "/data/sharedx", true],
    [["/data:ro", "/data/out:rw"], "/data/out/a", true],
    [["/data:ro", "/data/out:rw"], "/data/a", false],
    [["/data:ro", "/data/*/out:rw"], "/data/x/out/a", true],
    [["/data:rw", "/data/**/.git:ro"], "/data/repo/.git/config", false],
    [["/data:ro", "/data:rw"], "/data/a", true],
    [["/data:rw", "/data:ro"], "/data/a", true],
    [["/data/**:ro", "/data/a:rw"], "/data/a/b", true],
    [["/:ro", "/tmp:rw"], "/tmp/x", true],
    [["/:ro", "/tmp:rw"], "/etc/x", false],
  ])("%j with %j: %j", (dirs, path, writable) => {
    expect(acted(dirs, path, "rw") !== null).toBe(writable);
    expect(acted(dirs, path, "ro")).not.toBeNull();
  });
});

describe("a change to all below a path stops before what is read-only", () => {
  const dirs = ["/data:rw", "/data/shared:ro", "/data/*/keep:ro"];
  test.each([
    ["/data", false],
    ["/data/x", false],
    ["/data/x/keep", false],
    ["/data/x/other", true],
    ["/data/shared", false],
    ["/data/a/b/keep", true],
  ])("%s: %j", (path, allowed) => {
    expect(decide(dirs, { path, mode: "rw", recursive: true }).allowed).toBe(allowed);
  });

  test("and says which", () => {
    const decision = decide(dirs, { path: "/data", mode: "rw", recursive: true });
    expect(denialMessage(decision as never, 'delete "/data"')).toBe(
      'Cannot delete "/data": "/data/shared:ro" below it is read-only. Hint: add "/data/shared:rw" to permissions.fs.dirs',
    );
  });
});

describe("where links lead counts too", () => {
  test.each<[path: string, canonical: string, mode: "ro" | "rw", allowed: boolean]>([
    ["/data/link", "/data/a", "ro", true],
    ["/data/link", "/etc/passwd", "ro", false],
    ["/data/link/x", "/data-other/x", "ro", false],
    ["/data/link", "/", "ro", false],
    ["/data/link", "/data/../etc", "ro", false],
    ["/outside", "/data/a", "ro", false],
    ["/data/link", "/conf/a", "ro", true],
    ["/data/link", "/conf/a", "rw", false],
    ["/data/Link", "/Data/link", "ro", false],
  ])("%s that is %s, %s: %j", (path, canonical, mode, allowed) => {
    const decision = decide(["/data:rw", "/conf:ro"], { path, canonical, mode });
    expect(decision.allowed).toBe(allowed);
  });

  test("a granted path that is a link itself has its own place", () => {
    const canonicalDirs = allowedDirs(fsOf(["/private/tmp:rw"]));
    const request = { path: "/tmp/a", canonical: "/private/tmp/a", mode: "rw" } as const;
    expect(decideFs(fsOf(["/tmp:rw"]), request).allowed).toBe(false);
    expect(decideFs(fsOf(["/tmp:rw"]), request, { canonicalDirs })).toMatchObject({
      allowed: true,
      path: "/tmp/a",
    });
  });
});

describe("a denial says why, and which line would allow it", () => {
  test.each<[permission: ReturnType<typeof fsOf>, request: PathRequest, message: string]>([
    [
      fsOf(["/data:rw"]),
      { path: "/etc/passwd", mode: "ro" },
      'Cannot read it: outside the allowed directories (/data:rw). Hint: add "/etc:ro" to permissions.fs.dirs',
    ],
    [
      fsOf(["/data:rw", "/conf:ro"]),
      { path: "/etc", mode: "rw" },
      'Cannot read it: outside the allowed directories (/data:rw, /conf:ro). Hint: add "/etc:rw" to permissions.fs.dirs',
    ],
    [
      fsOf(["/data:rw"]),
      { path: "/var/log/apt", mode: "ro", isDirectory: true },
      'Cannot read it: outside the allowed directories (/data:rw). Hint: add "/var/log/apt:ro" to permissions.fs.dirs',
    ],
    [
      fsOf(["/conf:ro"]),
      { path: "/conf/a", mode: "rw" },
      'Cannot read it: "/conf:ro" is read-only. Hint: add "/conf:rw" to permissions.fs.dirs',
    ],
    [
      fsOf([]),
      { path: "/x[1]/a", mode: "ro" },
      'Cannot read it: permissions.fs.dirs is empty. Hint: add "/x\\[1]:ro" to permissions.fs.dirs',
    ],
    [
      fsOf([], false),
      { path: "/a/b", mode: "ro" },
      'Cannot read it: permissions.fs is disabled. Hint: set permissions.fs.enabled to true and add "/a:ro" to permissions.fs.dirs',
    ],
    [
      fsOf(["/a:ro"], false),
      { path: "/a/b", mode: "ro" },
      "Cannot read it: permissions.fs is disabled. Hint: set permissions.fs.enabled to true",
    ],
    [
      fsOf(["/data:rw"]),
      { path: "/data/link", canonical: "/etc/passwd", mode: "ro" },
      'Cannot read it: it leads to "/etc/passwd", outside the allowed directories (/data:rw). Hint: add "/etc:ro" to permissions.fs.dirs',
    ],
    [fsOf(["/:rw"]), { path: "", mode: "ro" }, "Cannot read it: the path is empty"],
    [fsOf(["/:rw"]), { path: "a", mode: "ro" }, "Cannot read it: it isn't an absolute path"],
    [fsOf(["/:rw"]), { path: "/\0", mode: "ro" }, "Cannot read it: it holds a NUL character"],
    [
      fsOf(["/:rw"]),
      { path: "/a\\b", mode: "ro" },
      'Cannot read it: it holds a backslash, and directories are separated by "/"',
    ],
    [
      fsOf(["/:rw"]),
      { path: "/\udc00", mode: "ro" },
      "Cannot read it: it isn't well-formed Unicode",
    ],
  ])("%#", (permission, request, message) => {
    const decision = decideFs(permission, request);
    expect(denialMessage(decision as never, "read it")).toBe(message);
  });

  test("and the line that it names does allow it", () => {
    const denied = decide(["/data:rw"], { path: "/x*[1]{y}/a", mode: "rw" });
    const line = denied.lines[0] as { item: string };
    expect(decide([line.item], { path: "/x*[1]{y}/a", mode: "rw" }).allowed).toBe(true);
  });
});

test("an allowed path names the line that allows it", () => {
  expect(decide(["/a:ro", "/data:rw"], { path: "/data/x", mode: "rw" })).toMatchObject({
    reason: 'granted by "/data:rw" in permissions.fs.dirs',
    lines: [{ list: "permissions.fs.dirs", item: "/data:rw" }],
  });
});

test("the sandbox root is the first directory for writing, else the first; never a pattern", () => {
  expect(fsRoot(fsOf(["/a:ro", "/b:rw", "/c:rw"]))).toBe("/b");
  expect(fsRoot(fsOf(["/a:ro", "/b:ro"]))).toBe("/a");
  expect(fsRoot(fsOf(["/a/*:rw", "/b/**:ro"]))).toBe("/b");
  expect(fsRoot(fsOf(["/a/*:rw"]))).toBeUndefined();
  expect(fsRoot(fsOf(["/a:rw"], false))).toBeUndefined();
});

test("a walk asks quickly what it may see", () => {
  expect(canRead(fsOf(["/data/*/src:ro"]), "/data/a/src/x")).toBe(true);
  expect(canRead(fsOf(["/data/*/src:ro"]), "/data/a")).toBe(false);
  expect(canRead(fsOf(["/data:ro"], false), "/data/a")).toBe(false);
});

test("of many directories a denial names the first", () => {
  const dirs = Array.from({ length: 10 }, (_, index) => `/d${index}:ro`);
  expect(decide(dirs, { path: "/x/y", mode: "ro" })).toMatchObject({
    reason:
      "outside the allowed directories (/d0:ro, /d1:ro, /d2:ro, /d3:ro, /d4:ro, /d5:ro, /d6:ro, /d7:ro, and 2 more)",
  });
});
