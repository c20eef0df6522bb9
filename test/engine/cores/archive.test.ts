import { describe, expect, test } from "vitest";
import {
  type ArchiveFormat,
  type ArchiveItem,
  compileArchiveExclusion,
  listArchive,
  packArchive,
  parseArchiveFormat,
  placeEntry,
  unpackArchive,
} from "../../../engine/cores/archive.js";

const maxBytes = 1_000_000;
const text = (value: string) => new TextEncoder().encode(value);
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

/** Made by Python's tarfile and zipfile. The tars also hold a link, which is left out. */
const made = {
  gnu: bytes(
    "H4sIAAAAAAACA+3XTQ6CMBAF4Fl7ip6A/jhttx6ASxAkaiRgLEau5Dm8mISFUUKUTdGE923asJ28eTScc0mRqY63tj87w3Pk7tgzCUszuIQmOwtBCxW6+WdJ0zaR5+9YfZi/I83WsPeK++/eKk9CYf7R7YuyrFcEC5XIRG7Sutqlh+oYMf8juX/m3yge7H/vrSaRIv+z7P/2R+T9Frl54B/m/73/+b3/11Ybh/6fQ9mtfqRg2fkv41X/y/8/T3//ac1GkTCyaHJ5ykK4bpF/AAAAAAAAAAAAAACAaR4Sytw0ACgAAA==",
  ),
  pax: bytes(
    "H4sIAAAAAAACA+3XMQ7CIBQG4Dd7Ck5QoH3AZOLo6BWIbdTYqCkYeyXP4cXEDiYaoy7o0P9bICwMLz9/CN1SUmYqccYMa/K8vthbUzEJQz9wDNF36Uoap5Dm74vYx8zzt6zezN+SZlOyc4qHc2fYkVCYf3brpm33E4KRKmQhZwvfzxtfN12+/L/I/T3/pTaP779ORxWJHvnPTrMWBx/X01sR9H8iL+dbBeEZ+k//5x7v5/7nx/6vjLYW/f8L7X63QgrGnf92s9vm/v9Z5u//f1qzVSRK2cSlPPgQTjXyDwAAAAAAAAAAAAAA8J0rKJWLbQAoAAA=",
  ),
  zip: bytes(
    "UEsDBBQAAAAIAFVhdV0AAAAAAgAAAAAAAAAEAAAAc3JjLwMAUEsDBBQAAAAAAAAAIVggMDo2BgAAAAYAAAAJAAAAc3JjL2EudHh0aGVsbG8KUEsDBBQAAAAAAAAAIViDFtyMAQAAAAEAAAAHAAAALi4vZXZpbHhQSwECFAMUAAAACABVYXVdAAAAAAIAAAAAAAAABAAAAAAAAAAAABAA/UEAAAAAc3JjL1BLAQIUAxQAAAAAAAAAIVggMDo2BgAAAAYAAAAJAAAAAAAAAAAAAACAASQAAABzcmMvYS50eHRQSwECFAMUAAAAAAAAACFYgxbcjAEAAAABAAAABwAAAAAAAAAAAAAAgAFRAAAALi4vZXZpbFBLBQYAAAAAAwADAJ4AAAB3AAAAAAA=",
  ),
};

const long = `src/${"x".repeat(120)}/é.txt`;

describe("archives of other programs", () => {
  test.each(["gnu", "pax"] as const)("a %s tar is read with its long names", (kind) => {
    const items = unpackArchive(made[kind], { format: "tar.gz", maxBytes });
    expect(items).toEqual([
      { name: "src", isDir: true, mode: 0o755, modifiedMs: 0, content: new Uint8Array() },
      file("src/a.txt", "hello\n", 0o640),
      file(long, "long", 0o640),
    ]);
  });

  test("a zip file is read and listed", () => {
    const options = { format: "zip", maxBytes } as const;
    expect(
      unpackArchive(made.zip, options).map((i) => [i.name, i.isDir, i.content.length]),
    ).toEqual([
      ["src", true, 0],
      ["src/a.txt", false, 6],
      ["../evil", false, 1],
    ]);
    expect(listArchive(made.zip, options)[1]).toEqual({ name: "src/a.txt", isDir: false, size: 6 });
  });
});

describe.each<ArchiveFormat>(["tar.gz", "zip"])("%s", (format) => {
  const name = `${"d".repeat(150)}/${"e".repeat(150)}`;
  const items: ArchiveItem[] = [
    { name: "dir", isDir: true, mode: 0o755, modifiedMs: 1e12, content: new Uint8Array() },
    file("dir/ä b.txt", "text"),
    file(name, "deep"),
    file("empty", ""),
  ];

  test("what is packed comes back", () => {
    const found = unpackArchive(packArchive(items, format), { format, maxBytes });
    const shape = (list: ArchiveItem[]) => list.map((i) => [i.name, i.isDir, [...i.content]]);
    expect(shape(found)).toEqual(shape(items));
    expect(listArchive(packArchive(items, format), { format, maxBytes })).toEqual(
      items.map((i) => ({ name: i.name, isDir: i.isDir, size: i.content.length })),
    );
  });

  test("the same items give the same bytes", () => {
    expect(packArchive(items, format)).toEqual(packArchive(items, format));
  });

  test("an archive that unpacks to more than the limit is refused", () => {
    const bomb = packArchive([file("zeros", "0".repeat(5_000_000))], format);
    expect(() => unpackArchive(bomb, { format, maxBytes })).toThrow(
      new RangeError("Cannot read archive: unpacked it has more than 1000000 bytes"),
    );
  });

  test.each([0, 1, 10, 60])("an archive cut to %i bytes is refused", (length) => {
    const cut = packArchive(items, format).subarray(0, length);
    expect(() => unpackArchive(cut, { format, maxBytes })).toThrow(SyntaxError);
  });
});

test.each([
  ["tar.gz", "x.zip", "tar.gz"],
  ["", "/a/b.TGZ", "tar.gz"],
  ["", "b.tar.gz", "tar.gz"],
  ["", "b.zip", "zip"],
])("format %j of %s is %s", (format, path, want) => {
  expect(parseArchiveFormat(format, path)).toBe(want);
});

test.each([
  ["rar", 'Cannot open archive "a.zip": format "rar", expected tar.gz or zip'],
  ["tar", 'Cannot open archive "a.zip": format "tar", expected tar.gz or zip'],
])("format %s is refused", (format, message) => {
  expect(() => parseArchiveFormat(format, "a.zip")).toThrow(new SyntaxError(message));
});

test.each([
  ["a/b/c", 0, "a/b/c"],
  ["./a//b/", 0, "a/b"],
  ["a/b/c", 2, "c"],
  ["a/b", 2, undefined],
  ["..a/b..", 0, "..a/b.."],
])("%s with %i segments dropped goes to %s", (name, strip, want) => {
  expect(placeEntry(name, strip)).toBe(want);
});

test.each(["/etc/passwd", "../a", "a/../../b", "a\\..\\b", "C:\\a", "a\0b", "a/.."])(
  "an entry %j is refused, however many segments are dropped",
  (name) => {
    const message = `Cannot unpack "${name}": its name leads out of the archive`;
    expect(() => placeEntry(name, 1)).toThrow(new SyntaxError(message));
  },
);

test.each([
  ["*.log", "a/b.log", true],
  ["*.log, node_modules", "node_modules/x/y.js", true],
  ["a/**", "a/b/c", true],
  ["*.{log,tmp}", "b.tmp", true],
  ["", "b.tmp", false],
])("globs %j leave %s out: %s", (exclude, name, want) => {
  expect(compileArchiveExclusion(exclude)(name)).toBe(want);
});

function file(name: string, content: string, mode = 0o644): ArchiveItem {
  return { name, isDir: false, mode, modifiedMs: 1_700_000_000_000, content: text(content) };
}
