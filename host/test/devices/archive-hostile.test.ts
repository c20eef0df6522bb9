import { mkdirSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { type AsyncDevice, type Clock, HostError } from "@luminarys/sdk-as/engine";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ArchiveLimits } from "../../devices/archive/archive-meter.js";
import { createArchiveDevice } from "../../devices/archive.js";
import type { ThreadCall } from "../../devices/thread-call.js";
import { type TarItem, tarOf, writeTarGzOf, zipOf } from "./archive/make-archive.js";
import { FsWorld, snapshot } from "./fs/world.js";
import { hostCall } from "./host-call.js";

let world: FsWorld;
const at = (name: string) => `${world.dir}/${name}`;

beforeEach(() => {
  world = new FsWorld();
  mkdirSync(at("kept"));
});

afterEach(() => world.close());

function device(limits?: Partial<ArchiveLimits>, clock: Clock = world.clock) {
  const manifest = world.manifest();
  return createArchiveDevice({ manifest, clock, ...(limits ? { limits } : {}) });
}

/** How unpacking fails; then the device still works, and nothing is left behind. */
async function unpackFailure(
  name: string,
  archive: AsyncDevice<"archive"> = device(),
): Promise<string | undefined> {
  const before = snapshot(world.root);
  const request = { archive: at(name), dest: at("new/deep"), format: "", exclude: "", strip: 0 };
  try {
    await archive.archive_unpack(request, hostCall);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    expect(snapshot(world.root)).toEqual(before);
    return `${error.code}: ${error.message}`.replaceAll(world.root, "ROOT");
  }
  return undefined;
}

/** How listing fails. */
async function listFailure(name: string): Promise<string | undefined> {
  const listing = device().archive_list({ archive: at(name), format: "", exclude: "" }, hostCall);
  return Promise.resolve(listing).then(
    () => undefined,
    (error: HostError) => `${error.code}: ${error.message}`,
  );
}

const names = [
  "../evil",
  "../../evil",
  "a/../../evil",
  "a/../b",
  "..",
  "/evil",
  "//evil",
  "/etc/cron.d/evil",
  "\\evil",
  "..\\evil",
  "a\\..\\..\\evil",
  "C:\\evil",
  "c:evil",
  "\\\\server\\share\\evil",
  "./../evil",
  "good/../../in/kept/evil",
];

test.each(names)("an entry named %j unpacks nothing at all", async (name) => {
  const reason = "its name leads out of the archive";
  const good = { name: "good", content: "x" };
  await writeTarGzOf(at("a.tar.gz"), [good, { name, content: "x" }]);
  writeFileSync(at("a.zip"), await zipOf([good, { name, content: "x" }]));
  for (const archive of ["a.tar.gz", "a.zip"]) {
    expect(await unpackFailure(archive)).toBe(`invalid: Cannot unpack "${name}": ${reason}`);
  }
});

test.each<[TarItem, string]>([
  [
    { name: "l", type: "symlink", linkname: "/etc/passwd" },
    'it is a link to "/etc/passwd", which leads out of the archive',
  ],
  [
    { name: "a/l", type: "symlink", linkname: "../../x" },
    'it is a link to "../../x", which leads out of the archive',
  ],
  [
    { name: "l", type: "symlink", linkname: ".." },
    'it is a link to "..", which leads out of the archive',
  ],
  [
    { name: "a/l", type: "link", linkname: "../x" },
    'it is a link to "../x", which leads out of the archive',
  ],
  [{ name: "l", type: "character-device" }, "it is neither a file nor a directory"],
  [{ name: "l", type: "block-device" }, "it is neither a file nor a directory"],
  [{ name: "l", type: "fifo" }, "it is neither a file nor a directory"],
])("%j unpacks nothing at all", async (item, reason) => {
  await writeTarGzOf(at("a.tar.gz"), [{ name: "good", content: "x" }, item]);
  expect(await unpackFailure("a.tar.gz")).toBe(`invalid: Cannot unpack "${item.name}": ${reason}`);
});

test("a zip's link that leads outside unpacks nothing at all", async () => {
  const link = { name: "link", content: "../../x", mode: 0o120777 };
  writeFileSync(at("a.zip"), await zipOf([link]));
  expect(await unpackFailure("a.zip")).toBe(
    'invalid: Cannot unpack "link": it is a link to "../../x", which leads out of the archive',
  );
});

test("links inside an archive are left out, also for what follows them", async () => {
  await writeTarGzOf(at("a.tar.gz"), [
    { name: "dir/", type: "directory" },
    { name: "dir/l", type: "symlink", linkname: "../good" },
    { name: "hard", type: "link", linkname: "good" },
    { name: "good", content: "x" },
    { name: "dir/l/x", content: "x" },
  ]);
  const request = { archive: at("a.tar.gz"), dest: at("new"), format: "", exclude: "", strip: 0 };
  expect(await device().archive_unpack(request, hostCall)).toEqual({ files_count: 2 });
  expect(readdirSync(at("new"), { recursive: true }).sort()).toEqual([
    "dir",
    "dir/l",
    "dir/l/x",
    "good",
  ]);
});

test.each(["a.tar.gz", "a.zip"])("%s that unpacks to too much is refused", async (name) => {
  const content = "0".repeat(2_000_000);
  await writeTarGzOf(at("a.tar.gz"), [
    { name: "good", content: "x" },
    { name: "zeros", content },
  ]);
  writeFileSync(at("a.zip"), await zipOf([{ name: "good" }, { name: "zeros", content }]));
  const unpacking = (limits: Partial<ArchiveLimits>) => unpackFailure(name, device(limits));
  expect(await unpacking({ maxBytes: 1_000_000 })).toBe(
    "too_large: Cannot read archive: unpacked it has more than 1000000 bytes",
  );
  expect(await unpacking({ freeBytes: 100_000, maxRatio: 20 })).toBe(
    "too_large: Cannot read archive: unpacked it is more than 20 times as large",
  );
  expect(await unpacking({ maxEntries: 1 })).toBe(
    "too_large: Cannot read archive: it holds more than 1 entries",
  );
});

test("a bomb of real size is refused by its ratio", async () => {
  const header = await tarOf([{ name: "zeros", size: 0, content: "" }]);
  const zeros = Buffer.alloc(200 * 1024 * 1024);
  header.write("00000000000", 124);
  header.write("01440000000", 124);
  header.write("        ", 148);
  const sum = header.subarray(0, 512).reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  writeFileSync(at("a.tar.gz"), gzipSync(Buffer.concat([header.subarray(0, 512), zeros])));
  expect(await unpackFailure("a.tar.gz")).toBe(
    "too_large: Cannot read archive: unpacked it is more than 200 times as large",
  );
});

test.each([
  ["an archive that ends in the middle", (bytes: Buffer) => bytes.subarray(0, bytes.length - 600)],
  ["a header with a wrong checksum", (bytes: Buffer) => Buffer.from(bytes.fill(0x41, 0, 5))],
])("%s is no archive", async (_, damage) => {
  const tar = await tarOf([{ name: "good", content: "x".repeat(600) }]);
  writeFileSync(at("a.tar.gz"), gzipSync(damage(tar.subarray(0, 512 + 1024))));
  expect(await unpackFailure("a.tar.gz")).toBe(
    "invalid: Cannot read archive: it isn't a valid tar file",
  );
});

test("gzip that ends in the middle is no gzip", async () => {
  const bytes = gzipSync(await tarOf([{ name: "good", content: "x" }]));
  writeFileSync(at("a.tar.gz"), bytes.subarray(0, bytes.length - 10));
  expect(await unpackFailure("a.tar.gz")).toBe("invalid: Cannot read archive: it isn't valid gzip");
});

test("a zip whose content isn't what was packed is refused", async () => {
  const content = "stored so that it can be exchanged";
  const bytes = await zipOf([{ name: "good", content }]);
  const crc = bytes.lastIndexOf(Buffer.from("504b0102", "hex")) + 16;
  bytes.writeUInt32LE(1, crc);
  writeFileSync(at("a.zip"), bytes);
  expect(await unpackFailure("a.zip")).toBe('invalid: Cannot unpack "good": its checksum is wrong');
});

test("an encrypted entry is refused", async () => {
  const bytes = await zipOf([{ name: "good", content: "x" }]);
  const flags = bytes.lastIndexOf(Buffer.from("504b0102", "hex")) + 8;
  bytes.writeUInt16LE(bytes.readUInt16LE(flags) | 1, flags);
  writeFileSync(at("a.zip"), bytes);
  expect(await unpackFailure("a.zip")).toBe('invalid: Cannot unpack "good": it is encrypted');
});

test("time that runs out leaves nothing behind", async () => {
  await writeTarGzOf(at("a.tar.gz"), [{ name: "good", content: "x".repeat(100_000) }]);
  let nowMs = 0;
  const hurried: Clock = { now: () => (nowMs += 11_000), setTimer: () => () => {} };
  expect(await unpackFailure("a.tar.gz", device({}, hurried))).toBe(
    'timeout: Cannot read "ROOT/in/a.tar.gz": not done within 30000 ms',
  );
});

test("a hostile archive can be listed", async () => {
  await writeTarGzOf(at("a.tar.gz"), [{ name: "../evil", content: "x" }]);
  const list = { archive: at("a.tar.gz"), format: "", exclude: "" };
  expect(await device().archive_list(list, hostCall)).toEqual({
    entries: [{ name: "../evil", size: 1, is_dir: false }],
  });
});

test("archives that are refused leave no file open", async () => {
  const open = () => readdirSync("/proc/self/fd").length;
  await writeTarGzOf(at("a.tar.gz"), [{ name: "../evil", content: "x" }]);
  writeFileSync(at("a.zip"), await zipOf([{ name: "good" }, { name: "../evil", content: "x" }]));
  writeFileSync(at("b.zip"), "no zip");
  const before = open();
  for (let i = 0; i < 20; i++) {
    for (const name of ["a.tar.gz", "a.zip", "b.zip"]) await unpackFailure(name);
  }
  // Streams close their files a moment after they have ended.
  await vi.waitFor(() => expect(open()).toBeLessThanOrEqual(before));
});

const depth = (levels: number) => `${"d/".repeat(levels - 1)}x`;

test.each([
  [depth(256), undefined],
  [depth(257), "a name in it is deeper than 256 directories"],
  ["n".repeat(4097), "a name in it is longer than 4096 characters"],
  [depth(100_000), "a name in it is longer than 4096 characters"],
])("a name is taken up to a length and depth (%#)", async (name, reason) => {
  await writeTarGzOf(at("a.tar.gz"), [
    { name: "good", content: "x" },
    { name, type: "directory" },
  ]);
  writeFileSync(at("a.zip"), await zipOf([{ name: "good" }, { name: name.slice(0, 60_000) }]));
  const failure = reason && `too_large: Cannot read archive: ${reason}`;
  expect(await unpackFailure("a.tar.gz")).toBe(failure);
  expect(await listFailure("a.tar.gz")).toBe(failure);
  expect(await listFailure("a.zip")).toBe(failure);
});

test("directories that are only told by what is in them count as entries", async () => {
  const items = ["a", "b", "c"].map((first) => ({ name: `${first}/1/2/3/x`, content: "x" }));
  await writeTarGzOf(at("a.tar.gz"), items);
  expect(await unpackFailure("a.tar.gz", device({ maxEntries: 14 }))).toBe(
    "too_large: Cannot read archive: it holds more than 14 entries",
  );
  expect(await unpackFailure("a.tar.gz", device({ maxEntries: 15 }))).toBeUndefined();
});

test("names that are long all together are refused", async () => {
  const items = Array.from({ length: 9000 }, (_, i) => ({ name: `${i}`.padEnd(4000, "n") }));
  await writeTarGzOf(at("a.tar.gz"), items);
  const failure = "too_large: Cannot read archive: its names are longer than 32 MiB";
  expect(await listFailure("a.tar.gz")).toBe(failure);
});

test("what is left out is matched against no more than a few globs", async () => {
  await writeTarGzOf(at("a.tar.gz"), [{ name: "good", content: "x" }]);
  const asked = { archive: at("a.tar.gz"), format: "", exclude: "x*,".repeat(400) };
  expect(() => device().archive_list(asked, hostCall)).toThrow(
    new HostError("Cannot read archive: exclude is longer than 1024 characters", {
      code: "invalid",
    }),
  );
});

/** Ends the call once the device has begun to write; gives what it fails with. */
async function endWhileWriting<T>(run: (call: ThreadCall) => T): Promise<unknown> {
  const ended = new AbortController();
  const below = () => readdirSync(world.root, { recursive: true }).sort();
  const before = below();
  const failure = Promise.resolve(run({ ...hostCall, ended: ended.signal })).catch(
    (error) => error,
  );
  while (below().length === before.length) await new Promise(setImmediate);
  ended.abort();
  const error = await failure;
  expect(below()).toEqual(before);
  return error;
}

test.each(["tar.gz", "zip"])("packing as %s ends with its call", async (format) => {
  writeFileSync(at("kept/endless"), "");
  // Without a byte on the disk, and days to pack.
  truncateSync(at("kept/endless"), 2 ** 40);
  const request = { source: at("kept"), output: at("a"), format, exclude: "" };
  const error = await endWhileWriting((call) => device().archive_pack(request, call));
  const message = `Cannot pack "${at("kept")}": its call has been ended`;
  expect(error).toMatchObject({ code: "closed", message });
});

test("unpacking ends with its call", async () => {
  const items = Array.from({ length: 10_000 }, (_, i) => ({ name: `${i}`, content: "" }));
  await writeTarGzOf(at("a.tar.gz"), items);
  const request = { archive: at("a.tar.gz"), dest: at("new"), format: "", exclude: "", strip: 0 };
  const error = await endWhileWriting((call) => device().archive_unpack(request, call));
  const message = `Cannot read "${at("a.tar.gz")}": its call has been ended`;
  expect(error).toMatchObject({ code: "closed", message });
});

test("others get their turn while everything is left out of an archive, and time counts", async () => {
  for (let i = 0; i < 5000; i++) writeFileSync(at(`kept/${i}`), "");
  let turns = 0;
  const ticking = setInterval(() => turns++, 0);
  const request = { source: at("kept"), output: at("a.zip"), format: "zip", exclude: "*" };
  expect(await device().archive_pack(request, hostCall)).toEqual({ files_count: 0, format: "zip" });
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(0);
  let nowMs = 0;
  const hurried: Clock = { now: () => (nowMs += 11_000), setTimer: () => () => {} };
  const message = `Cannot pack "${at("kept")}": not done within 30000 ms`;
  const packing = device({}, hurried).archive_pack(request, hostCall);
  await expect(packing).rejects.toEqual(new HostError(message, { code: "timeout" }));
});
