import { createMockHost } from "@luminarys/sdk-as/testing";
import { describe, expect, test } from "vitest";
import skill from "../assembly?skill";
import type { BackupsClient } from "./client.js";
import { tour } from "./tour.js";

const manifest = new URL("../manifest.yaml", import.meta.url);
const DAY_MS = 86_400_000;

/** A host with some data, on the first second of 2026. */
function createHost() {
  const host = createMockHost({ skill, manifest });
  host.fs.write("/data/notes.txt", "Buy milk");
  host.fs.write("/data/photos/2025/sea.jpg", Uint8Array.of(0xff, 0xd8));
  host.fs.write("/data/upload.tmp", "half a file");
  host.fs.mkdir("/backups");
  return { host, client: host.client<BackupsClient>() };
}

describe("a backup", () => {
  test("is named after its time and leaves out what is excluded", () => {
    const { host, client } = createHost();
    expect(client.backUp()).toEqual({ name: "2026-01-01T00-00-00", files: 2, deleted: [] });
    expect(host.fs.paths("/backups")).toEqual(["/backups/2026-01-01T00-00-00.tar.gz"]);
    expect(client.listFiles({ name: "2026-01-01T00-00-00" })).toEqual([
      "notes.txt",
      "photos/2025/sea.jpg",
    ]);
  });

  test("takes the place of the oldest", () => {
    const { host, client } = createHost();
    client.backUp();
    host.clock.advance(DAY_MS);
    client.backUp();
    host.clock.advance(DAY_MS);
    const { deleted } = client.backUp({ keep: 2 });
    expect(deleted).toEqual(["2026-01-01T00-00-00"]);
    expect(client.listBackups().map(({ name }) => name)).toEqual([
      "2026-01-03T00-00-00",
      "2026-01-02T00-00-00",
    ]);
  });

  test("isn't made twice in a second", () => {
    const { host, client } = createHost();
    client.backUp();
    expect(host.call("back_up").error).toBe(
      "Cannot back up: one was made this second. Hint: try again",
    );
    host.clock.advance(1000);
    expect(client.backUp().name).toBe("2026-01-01T00-00-01");
  });

  test("that fails leaves nothing behind and deletes no older one", () => {
    const { host, client } = createHost();
    client.backUp();
    host.clock.advance(DAY_MS);
    host.fs.fillDisk();
    const { error } = host.call("back_up", { keep: 1 });
    expect(error).toBe(
      'Cannot write "/backups/2026-01-02T00-00-00.tar.gz": no space left on the disk',
    );
    expect(client.listBackups().map(({ name }) => name)).toEqual(["2026-01-01T00-00-00"]);
  });

  test("counts although an old one can't be deleted, which is logged", () => {
    const { host, client } = createHost();
    client.backUp();
    host.clock.advance(DAY_MS);
    host.faults.next("fs_delete", "denied");
    expect(client.backUp({ keep: 1 })).toMatchObject({ files: 2, deleted: [] });
    expect(host).toHaveLogged("An old backup stays", "warn");
  });
});

describe("restoring", () => {
  test("brings everything back, byte for byte", () => {
    const { host, client } = createHost();
    const { name } = client.backUp();
    expect(client.restore({ name, to: "/restored/all" })).toBe(2);
    expect(host.fs.read("/restored/all/photos/2025/sea.jpg")).toEqual(Uint8Array.of(0xff, 0xd8));
  });

  test("brings a part back, without the folders that led there", () => {
    const { host, client } = createHost();
    const { name } = client.backUp();
    expect(client.restore({ name, to: "/restored/sea", exclude: "*.txt", strip: 2 })).toBe(1);
    expect(host.fs.paths("/restored")).toEqual(["/restored/sea/sea.jpg"]);
  });

  test("overwrites nothing", () => {
    const { host, client } = createHost();
    const { name } = client.backUp();
    host.fs.write("/restored/mine.txt", "mine");
    const { error } = host.call("restore", { name, to: "/restored" });
    expect(error).toBe(
      'Cannot restore to "/restored": the folder is not empty. Hint: name a new one',
    );
    expect(host.fs.paths("/restored")).toEqual(["/restored/mine.txt"]);
  });

  test("refuses a damaged backup", () => {
    const { host } = createHost();
    host.fs.write("/backups/2025-12-31T00-00-00.tar.gz", "not an archive");
    const result = host.call("restore", { name: "2025-12-31T00-00-00", to: "/restored/all" });
    expect(result).toFailWith("Cannot read archive");
    expect(host.fs.exists("/restored/all")).toBe(false);
  });

  test("stays where the manifest allows it, and the error says what to grant", () => {
    const { host, client } = createHost();
    const { name } = client.backUp();
    const result = host.call("restore", { name, to: "/data/old" });
    expect(result).toBeDenied("archive");
    expect(result.error).toBe(
      'Cannot write "/data/old": "/data:ro" is read-only. Hint: add "/data:rw" to permissions.fs.dirs',
    );
  });
});

test.each(["../data/notes", "2026-01-01", "2026-01-01T00:00:00"])(
  "%s is no backup's name",
  (name) => {
    const { host } = createHost();
    const { error } = host.call("list_files", { name });
    expect(error).toBe(`Cannot take "${name}" for a backup. Hint: list_backups says what there is`);
  },
);

test("a backup that isn't there is told from one that can't be read", () => {
  const { host } = createHost();
  const { error } = host.call("list_files", { name: "2020-01-01T00-00-00" });
  expect(error).toBe(
    'Cannot find backup "2020-01-01T00-00-00". Hint: list_backups says what there is',
  );
});

test("every failure of the host is told, none is a trap", () => {
  createMockHost({ skill, manifest }).faults.campaign(tour).demandNone();
});
