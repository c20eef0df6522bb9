import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { type AsyncDevice, HostError } from "@luminarys/sdk-as/engine";
import { type ArchiveItem, packArchive, unpackArchive } from "@luminarys/sdk-as/engine/cores";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createArchiveDevice } from "../../devices/archive.js";
import { writeTarGzOf } from "./archive/make-archive.js";
import { FsWorld, text } from "./fs/world.js";
import { hostCall } from "./host-call.js";

let world: FsWorld;
let archive: AsyncDevice<"archive">;
const at = (name: string) => `${world.dir}/${name}`;
const pack = () => ({ source: at("src"), output: at("out.tar.gz"), format: "", exclude: "" });
const unpack = () => ({
  archive: at("out.tar.gz"),
  dest: at("new"),
  format: "",
  exclude: "",
  strip: 0,
});
const below = (dir: string) => readdirSync(dir, { recursive: true }).sort();

beforeEach(() => {
  world = new FsWorld();
  archive = createArchiveDevice({ manifest: world.manifest(), clock: world.clock });
  mkdirSync(at("src/deep"), { recursive: true });
  writeFileSync(at("src/a.txt"), "a");
  writeFileSync(at("src/deep/run.sh"), "b", { mode: 0o755 });
  writeFileSync(at("src/deep/c.log"), "c");
  symlinkSync("/etc/passwd", at("src/link"));
});

afterEach(() => world.close());

async function failureOf(run: () => unknown): Promise<string | undefined> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return `${error.code}: ${error.message}`.replaceAll(world.root, "ROOT");
  }
  return undefined;
}

describe.each(["tar.gz", "zip"] as const)("%s", (format) => {
  const output = () => at(`out.${format}`);

  test("what is packed is listed and unpacked; links are left out", async () => {
    const request = { ...pack(), output: output(), format };
    expect(await archive.archive_pack(request, hostCall)).toEqual({ files_count: 3, format });
    const list = { archive: output(), format: "", exclude: "" };
    expect((await archive.archive_list(list, hostCall)).entries).toEqual([
      { name: "a.txt", size: 1, is_dir: false },
      { name: "deep", size: 0, is_dir: true },
      { name: "deep/c.log", size: 1, is_dir: false },
      { name: "deep/run.sh", size: 1, is_dir: false },
    ]);
    const back = { ...unpack(), archive: output() };
    expect(await archive.archive_unpack(back, hostCall)).toEqual({ files_count: 3 });
    expect(below(at("new"))).toEqual(["a.txt", "deep", "deep/c.log", "deep/run.sh"]);
    expect(readFileSync(at("new/deep/c.log"), "utf8")).toBe("c");
    expect(readdirSync(world.dir).sort()).toEqual(["new", `out.${format}`, "src"]);
  });

  test("the second implementation reads what is packed", async () => {
    await archive.archive_pack({ ...pack(), output: output(), format }, hostCall);
    const items = unpackArchive(readFileSync(output()), { format, maxBytes: 1e6 });
    const files = items.filter(({ isDir }) => !isDir).map(({ name, content }) => [name, content]);
    expect(files).toEqual([
      ["a.txt", text("a")],
      ["deep/c.log", text("c")],
      ["deep/run.sh", text("b")],
    ]);
  });

  test("what the second implementation packs is unpacked", async () => {
    const long = `${"d/".repeat(80)}${"n".repeat(120)} ü`;
    const item = { isDir: false, mode: 0o644, modifiedMs: 0 };
    const items: ArchiveItem[] = [
      { ...item, name: long, content: text("long") },
      { ...item, name: "empty", content: text("") },
      { ...item, name: "large", content: new Uint8Array(3_000_000).fill(7) },
    ];
    writeFileSync(output(), packArchive(items, format));
    const back = { ...unpack(), archive: output() };
    expect(await archive.archive_unpack(back, hostCall)).toEqual({ files_count: 3 });
    expect(readFileSync(at(`new/${long}`), "utf8")).toBe("long");
    expect(readFileSync(at("new/empty"), "utf8")).toBe("");
    expect(readFileSync(at("new/large")).equals(Buffer.alloc(3_000_000, 7))).toBe(true);
  });

  test("one file is packed under its own name", async () => {
    const request = { ...pack(), source: at("src/a.txt"), output: output(), format };
    expect(await archive.archive_pack(request, hostCall)).toEqual({ files_count: 1, format });
    const list = { archive: output(), format: "", exclude: "" };
    expect((await archive.archive_list(list, hostCall)).entries).toEqual([
      { name: "a.txt", size: 1, is_dir: false },
    ]);
  });

  test("an archive inside its own source isn't packed into itself", async () => {
    writeFileSync(at(`src/out.${format}`), "old");
    const inside = at(`src/out.${format}`);
    await archive.archive_pack({ ...pack(), output: inside, format }, hostCall);
    const list = { archive: inside, format: "", exclude: "*.log" };
    const { entries } = await archive.archive_list(list, hostCall);
    expect(entries.map(({ name }) => name)).toEqual(["a.txt", "deep", "deep/run.sh"]);
  });

  test("globs leave entries out, when packing and when unpacking", async () => {
    const request = { ...pack(), output: output(), format, exclude: "*.log" };
    expect((await archive.archive_pack(request, hostCall)).files_count).toBe(2);
    const back = { ...unpack(), archive: output(), exclude: "*.sh, a.*" };
    expect((await archive.archive_unpack(back, hostCall)).files_count).toBe(0);
  });

  test("leading segments are dropped", async () => {
    await archive.archive_pack({ ...pack(), output: output(), format }, hostCall);
    const back = { ...unpack(), archive: output(), strip: 1 };
    expect((await archive.archive_unpack(back, hostCall)).files_count).toBe(2);
    expect(below(at("new"))).toEqual(["c.log", "run.sh"]);
  });

  test("what is there already is replaced, and the rest left alone", async () => {
    await archive.archive_pack({ ...pack(), output: output(), format }, hostCall);
    mkdirSync(at("new/deep"), { recursive: true });
    writeFileSync(at("new/a.txt"), "old");
    writeFileSync(at("new/deep/other"), "other");
    await archive.archive_unpack({ ...unpack(), archive: output() }, hostCall);
    expect(readFileSync(at("new/a.txt"), "utf8")).toBe("a");
    expect(readFileSync(at("new/deep/other"), "utf8")).toBe("other");
  });

  test("a link in the way doesn't lead the content outside", async () => {
    await archive.archive_pack({ ...pack(), output: output(), format }, hostCall);
    mkdirSync(at("new"));
    symlinkSync(world.outside, at("new/deep"));
    const back = () => archive.archive_unpack({ ...unpack(), archive: output() }, hostCall);
    expect(await failureOf(back)).toBe(
      'invalid: Cannot unpack "deep": a link leads it to "ROOT/out"',
    );
    expect(readdirSync(world.outside)).toEqual([]);
    expect(readdirSync(at("new"))).toEqual(["deep"]);
  });

  test("a directory of 2,000 files comes back whole", async () => {
    for (let i = 0; i < 2000; i++) writeFileSync(at(`src/deep/f${i}`), `${i}`);
    await archive.archive_pack({ ...pack(), output: output(), format }, hostCall);
    const back = { ...unpack(), archive: output() };
    expect(await archive.archive_unpack(back, hostCall)).toEqual({ files_count: 2003 });
    expect(readFileSync(at("new/deep/f1999"), "utf8")).toBe("1999");
  });
});

test("a tar keeps modes, also of directories that nothing can be written to", async () => {
  chmodSync(at("src/deep"), 0o555);
  await archive.archive_pack(pack(), hostCall);
  await archive.archive_unpack(unpack(), hostCall);
  expect(statSync(at("new/deep/run.sh")).mode & 0o7777).toBe(0o755);
  expect(statSync(at("new/deep")).mode & 0o7777).toBe(0o555);
});

test("rights to run as another user aren't unpacked", async () => {
  await writeTarGzOf(at("out.tar.gz"), [{ name: "a", mode: 0o6755, content: "x" }]);
  await archive.archive_unpack(unpack(), hostCall);
  expect(statSync(at("new/a")).mode & 0o7777).toBe(0o755);
});

test("a file that is a directory in the same archive unpacks nothing at all", async () => {
  await writeTarGzOf(at("out.tar.gz"), [
    { name: "a", content: "x" },
    { name: "a/b", content: "x" },
  ]);
  expect(await failureOf(() => archive.archive_unpack(unpack(), hostCall))).toBe(
    'invalid: Cannot unpack "a/b": the archive holds a file where it also holds a directory',
  );
  expect(readdirSync(world.dir).sort()).toEqual(["out.tar.gz", "src"]);
});

test("reading and writing need what is granted", async () => {
  writeFileSync(`${world.outside}/a.zip`, "");
  symlinkSync("../out/a.zip", at("a.zip"));
  const list = { archive: at("a.zip"), format: "", exclude: "" };
  expect(await failureOf(() => archive.archive_list(list, hostCall))).toBe(
    'denied: Cannot read "ROOT/in/a.zip": a link leads where permissions.fs.dirs allows no ' +
      "reading (ROOT/in:rw)",
  );
  const request = { ...pack(), output: `${world.outside}/b.tar.gz` };
  expect(await failureOf(() => archive.archive_pack(request, hostCall))).toMatch(
    /^denied: Cannot write "ROOT\/out\/b\.tar\.gz": /,
  );
  expect(readdirSync(world.outside)).toEqual(["a.zip"]);
});

test.each([
  [
    "src/a.txt",
    { format: "" },
    'invalid: Cannot open archive "ROOT/in/src/a.txt": its name has no known extension, expected tar.gz or zip',
  ],
  ["src/a.txt", { format: "zip" }, "invalid: Cannot read archive: it isn't a valid zip file"],
  ["src/a.txt", { format: "tar.gz" }, "invalid: Cannot read archive: it isn't valid gzip"],
  ["no.zip", { format: "" }, 'not_found: Cannot read "ROOT/in/no.zip": no such file or directory'],
  ["src", { format: "zip" }, 'invalid: Cannot read "ROOT/in/src": it is a directory'],
  [
    "no.zip",
    { format: "", exclude: "[" },
    'invalid: Cannot parse pattern "[": "[" is never closed at character 1',
  ],
])("listing %s with %j fails", async (name, rest, message) => {
  const request = { archive: at(name), exclude: "", ...rest };
  expect(await failureOf(async () => archive.archive_list(request, hostCall))).toBe(message);
});

test("a source that isn't there isn't found, and leaves no archive", async () => {
  const request = { ...pack(), source: at("none") };
  expect(await failureOf(() => archive.archive_pack(request, hostCall))).toBe(
    'not_found: Cannot pack "ROOT/in/none": no such file or directory',
  );
  expect(readdirSync(world.dir)).toEqual(["src"]);
});

test("others run while an archive is packed and unpacked", async () => {
  writeFileSync(at("src/large"), Buffer.alloc(50_000_000, "text "));
  let turns = 0;
  const counting = setInterval(() => turns++, 1);
  await archive.archive_pack(pack(), hostCall);
  await archive.archive_unpack(unpack(), hostCall);
  clearInterval(counting);
  expect(turns).toBeGreaterThan(20);
});
