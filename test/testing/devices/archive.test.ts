import { beforeEach, expect, test } from "vitest";
import { packArchive } from "../../../engine/cores/index.js";
import { createArchive } from "../../../testing/devices/archive.js";
import { createFs, type FsFake } from "../../../testing/devices/fs.js";
import { call, failureOf, surroundingsOf, text } from "./surroundings.js";

let fs: FsFake;
let archive: ReturnType<typeof createArchive>["device"];

const pack = { source: "/data/src", output: "/data/out.tar.gz", format: "", exclude: "" };
const unpack = {
  archive: "/data/out.tar.gz",
  dest: "/data/new",
  format: "",
  exclude: "",
  strip: 0,
};

beforeEach(() => {
  const surroundings = surroundingsOf();
  fs = createFs(surroundings);
  archive = createArchive({ tree: fs.tree, surroundings }).device;
  fs.levers.write("/data/src/a.txt", "a");
  fs.levers.write("/data/src/deep/run.sh", "b", { mode: 0o755 });
  fs.levers.write("/data/src/deep/c.log", "c");
  fs.levers.symlink("/data/src/link", "/etc/passwd");
});

test.each(["tar.gz", "zip"])("%s: what is packed is listed and unpacked", (format) => {
  const output = `/data/out.${format}`;
  const request = { ...pack, output, format };
  expect(archive.archive_pack(request, call)).toEqual({ files_count: 3, format });
  const list = { archive: output, format: "", exclude: "" };
  expect(archive.archive_list(list, call).entries).toEqual([
    { name: "a.txt", size: 1, is_dir: false },
    { name: "deep", size: 0, is_dir: true },
    { name: "deep/c.log", size: 1, is_dir: false },
    { name: "deep/run.sh", size: 1, is_dir: false },
  ]);
  expect(archive.archive_unpack({ ...unpack, archive: output }, call)).toEqual({ files_count: 3 });
  expect(fs.levers.paths("/data/new")).toEqual([
    "/data/new/a.txt",
    "/data/new/deep/c.log",
    "/data/new/deep/run.sh",
  ]);
});

test("a tar keeps modes", () => {
  archive.archive_pack(pack, call);
  archive.archive_unpack(unpack, call);
  expect(fs.tree.find("/data/new/deep/run.sh")?.mode).toBe(0o755);
});

test("globs leave entries out, when packing and when unpacking", () => {
  expect(archive.archive_pack({ ...pack, exclude: "*.log" }, call).files_count).toBe(2);
  expect(archive.archive_unpack({ ...unpack, exclude: "*.sh, a.*" }, call).files_count).toBe(0);
});

test("leading segments are dropped", () => {
  archive.archive_pack(pack, call);
  expect(archive.archive_unpack({ ...unpack, strip: 1 }, call).files_count).toBe(2);
  expect(fs.levers.paths("/data/new")).toEqual(["/data/new/c.log", "/data/new/run.sh"]);
});

test("one file is packed under its own name", () => {
  archive.archive_pack({ ...pack, source: "/data/src/a.txt" }, call);
  const list = { archive: pack.output, format: "", exclude: "" };
  expect(archive.archive_list(list, call).entries).toEqual([
    { name: "a.txt", size: 1, is_dir: false },
  ]);
});

test("an archive inside its own source isn't packed into itself", () => {
  fs.levers.write("/data/src/out.tar.gz", "old");
  archive.archive_pack({ ...pack, output: "/data/src/out.tar.gz" }, call);
  const list = { archive: "/data/src/out.tar.gz", format: "", exclude: "*.log" };
  expect(archive.archive_list(list, call).entries.map(({ name }) => name)).toEqual([
    "a.txt",
    "deep",
    "deep/run.sh",
  ]);
});

test("an archive with one hostile name unpacks nothing at all", () => {
  const item = { isDir: false, mode: 0o644, modifiedMs: 0, content: text("x") };
  const items = ["good", "../../etc/cron"].map((name) => ({ ...item, name }));
  fs.levers.write("/data/evil.zip", packArchive(items, "zip"));
  const reason = "its name leads out of the archive";
  expect(
    failureOf(() => archive.archive_unpack({ ...unpack, archive: "/data/evil.zip" }, call)),
  ).toBe(`invalid: Cannot unpack "../../etc/cron": ${reason}`);
  expect(fs.levers.exists("/data/new")).toBe(false);
});

test("a link in the way doesn't lead the content outside", () => {
  archive.archive_pack(pack, call);
  fs.levers.mkdir("/etc");
  fs.levers.symlink("/data/new/deep", "/etc");
  expect(failureOf(() => archive.archive_unpack(unpack, call))).toBe(
    'invalid: Cannot unpack "deep": a link leads it to "/etc"',
  );
  expect(fs.levers.paths("/etc")).toEqual(["/etc"]);
});

test.each([
  [
    "/data/src/a.txt",
    { format: "" },
    'invalid: Cannot open archive "/data/src/a.txt": its name has no known extension, expected tar.gz or zip',
  ],
  ["/data/src/a.txt", { format: "zip" }, "invalid: Cannot read archive: it isn't a valid zip file"],
  ["/data/src/a.txt", { format: "tar.gz" }, "invalid: Cannot read archive: it isn't valid gzip"],
  ["/no.zip", { format: "" }, 'not_found: Cannot read "/no.zip": no such file or directory'],
  [
    "/no.zip",
    { format: "", exclude: "[" },
    'invalid: Cannot parse pattern "[": "[" is never closed at character 1',
  ],
])("listing %s with %j fails", (path, rest, message) => {
  const request = { archive: path, exclude: "", ...rest };
  expect(failureOf(() => archive.archive_list(request, call))).toBe(message);
});
