import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { completeManifest, createEngine, encodeMessage } from "@luminarys/sdk-as/engine";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LmdbStore, openLmdbStore } from "../../store/lmdb-store.js";
import { StoreError } from "../../store/store-error.js";

const isRoot = process.getuid?.() === 0;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "full-disk-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (size: number) => new Uint8Array(size).fill(1);
const write = (store: LmdbStore, key: string, size: number) =>
  store.commit([
    { kind: "value", key, value: bytes(size), skillId: "a" },
    { kind: "state", skillId: "a", sessionId: "s", state: encodeMessage(key) },
  ]);

/** The most that this process may write to one file; what is written beyond fails as on a full disk. */
function limitFiles(size: number | "unlimited"): void {
  execFileSync("prlimit", ["--pid", String(process.pid), `--fsize=${size}:`]);
}

/** A small disk of its own, which only root may mount. */
function mountDisk(...options: string[]) {
  const path = join(folder, "disk");
  mkdirSync(path);
  execFileSync("mount", ["-t", "tmpfs", ...options, "tmpfs", path]);
  return { path, unmount: () => void spawnSync("umount", [path]) };
}

/** Writes until it fails. Gives what failed, and how often it had worked. */
async function fill(store: LmdbStore): Promise<{ error: unknown; written: number }> {
  for (let written = 0; ; written++) {
    try {
      await write(store, `k${written}`, 100_000);
    } catch (error) {
      return { error, written };
    }
  }
}

describe("a store that can't grow", () => {
  it.each(["process", "machine"] as const)(
    "(%s) refuses a commit and keeps all others; once it can it goes on",
    async (survives) => {
      const store = await openLmdbStore({ path: folder, survives });
      await write(store, "first", 10);
      limitFiles(1024 * 1024);
      const { error, written } = await fill(store).finally(() => limitFiles("unlimited"));
      expect(error).toBeInstanceOf(StoreError);
      expect(error).toMatchObject({
        code: "unwritten",
        message: expect.stringContaining(`Cannot write store "${folder}": `),
      });
      const last = `k${written - 1}`;
      const before = [
        store.readValue(last)?.length,
        store.readState("a", "s"),
        store.usedBytes("a", []),
      ];
      expect(before.slice(0, 2)).toEqual([100_000, encodeMessage(last)]);
      expect(store.readValue(`k${written}`)).toBe(undefined);
      await write(store, "later", 100_000);
      await store.close();
      const again = await openLmdbStore({ path: folder, survives });
      expect(again.usedBytes("a", [])).toBe(Number(before[2]) + 100_005 + 3);
      expect([again.readValue(last)?.length, again.readState("a", "s")]).toEqual([
        100_000,
        encodeMessage("later"),
      ]);
      await again.close();
    },
  );

  it("fails the calls that wanted to write, and no others", async () => {
    const store = await openLmdbStore({ path: folder, survives: "process" });
    const engine = createEngine({ store });
    const large = {
      type: "store_kv",
      payload: encodeMessage({ key: "k", value: bytes(2_000_000) }),
    };
    const runner = {
      describe: () => describing("write", "read"),
      invokeRaw: (method: string) => ({
        value: encodeMessage(method),
        error: undefined,
        llmContext: undefined,
        state: method === "write" ? encodeMessage("written") : undefined,
        commands: method === "write" ? [large] : [],
      }),
    };
    await engine.add({ manifest: completeManifest({ id: "a", path: "a.wasm" }), runner });
    limitFiles(1024 * 1024);
    const refused = Promise.resolve(engine.invoke("a", "write")).finally(() =>
      limitFiles("unlimited"),
    );
    await expect(refused).rejects.toMatchObject({ name: "InvokeError", code: "store_failed" });
    expect([store.readState("a", ""), store.readValue("k")]).toEqual([undefined, undefined]);
    expect((await engine.invoke("a", "read")).value).toBe("read");
    await engine.invoke("a", "write");
    expect(store.readState("a", "")).toEqual(encodeMessage("written"));
    await engine.close();
    await store.close();
  });

  it.skipIf(!isRoot)("says so when its disk is full", async () => {
    const { path, unmount } = mountDisk("-o", "size=1m");
    const store = await openLmdbStore({ path, survives: "process" });
    try {
      const { error } = await fill(store);
      expect((error as Error).message).toMatch(
        /^Cannot write store ".*": its disk is full \(\d+ bytes are free\)\. Hint: make room; the host goes on by itself$/,
      );
      spawnSync("mount", ["-o", "remount,size=9m", path]);
      await write(store, "later", 100_000);
      expect(store.readState("a", "s")).toEqual(encodeMessage("later"));
    } finally {
      await store.close();
      unmount();
    }
  });
});

describe("a folder that can't be written", () => {
  it.skipIf(!isRoot)("isn't opened as a store, and what to do is said", async () => {
    const disk = mountDisk("-o", "ro");
    const opening = openLmdbStore({ path: disk.path });
    await expect(opening.finally(disk.unmount)).rejects.toMatchObject({
      name: "StoreError",
      code: "unreadable",
      message: expect.stringMatching(
        /^Cannot open store ".*": EROFS: .* Hint: the host needs a folder that it may write to; set store\.path$/,
      ),
    });
  });

  it.skipIf(isRoot)("nor is one of somebody else", async () => {
    chmodSync(folder, 0o500);
    await expect(openLmdbStore({ path: folder })).rejects.toMatchObject({ code: "unreadable" });
  });
});

function describing(...names: string[]) {
  return {
    version: 1,
    skill_id: "com.example.a",
    skill_name: "A",
    skill_version: "1.0.0",
    description: "",
    methods: names.map((name) => {
      return { name, description: "", params: [], mcp_hidden: false, private_callback: false };
    }),
    requirements: [],
    sdk_version: 0x300,
  };
}
