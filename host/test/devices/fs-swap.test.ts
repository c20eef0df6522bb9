import { readFileSync } from "node:fs";
import { HostError } from "@luminarys/sdk-as/engine";
import { expect, test } from "vitest";
import { hostileWorld, SECRET } from "./fs/hostile-world.js";
import { startSwapping } from "./fs/swapper.js";
import { snapshot, text } from "./fs/world.js";
import { hostCall } from "./host-call.js";

const OPENS = 10_000;

test("names exchanged all the time lead no read and no write outside", async () => {
  const world = hostileWorld();
  const before = snapshot(world.outside);
  const swapping = await startSwapping(world);
  const fs = world.device();
  const at = (name: string) => `${world.dir}/${name}`;
  const acts: (() => unknown)[] = [
    () => new TextDecoder().decode(fs.fs_read({ path: at("swapped/secret") }, hostCall).content),
    () => fs.fs_write({ path: at("swapped/secret"), content: text("ours") }, hostCall),
    () => new TextDecoder().decode(fs.fs_read({ path: at("swapped-file") }, hostCall).content),
    () => fs.fs_write({ path: at("swapped-file"), content: text("ours") }, hostCall),
    () => fs.fs_create({ path: at("swapped/new"), content: text("ours") }, hostCall),
    () => fs.fs_delete({ path: at("swapped/new") }, hostCall),
    () => fs.fs_mkdir({ path: at("swapped/made/deep") }, hostCall),
    () => fs.fs_delete({ path: at("swapped/made") }, hostCall),
    () => fs.fs_chmod({ path: at("swapped"), mode: 0o755, recursive: true }, hostCall),
    () => JSON.stringify(fs.fs_ls({ path: at("swapped"), long: false }, hostCall)),
  ];
  const told = new Map<unknown, number>();
  for (let i = 0; i < OPENS; i++) {
    const outcome = outcomeOf(acts[i % acts.length] as () => unknown);
    told.set(outcome, (told.get(outcome) ?? 0) + 1);
  }
  const swaps = await swapping.stop();
  expect(swaps).toBeGreaterThan(100);
  expect(told.get("denied")).toBeGreaterThan(0);
  expect(told.get("ours")).toBeGreaterThan(0);
  expect([...told.keys()].filter((outcome) => String(outcome).includes(SECRET))).toEqual([]);
  expect(snapshot(world.outside)).toEqual(before);
  expect(readFileSync(`${world.outside}/secret`, "utf8")).toBe(SECRET);
  world.close();
});

test("a search through names that are exchanged finds nothing outside", async () => {
  const world = hostileWorld();
  const swapping = await startSwapping(world);
  const fs = world.device();
  const grep = { fixed: true, case_insensitive: false, with_lines: true, include: [], exclude: [] };
  const limits = { max_count: 0, max_depth: 0, workers: 0, type_filter: "", filename_only: false };
  const found = new Set<string>();
  for (let i = 0; i < 500; i++) {
    const { matches } = fs.fs_grep(
      { ...grep, ...limits, path: world.dir, pattern: SECRET, ignore_dirs: [] },
      hostCall,
    );
    for (const { path } of matches) found.add(path);
  }
  expect(await swapping.stop()).toBeGreaterThan(10);
  expect([...found]).toEqual([]);
  world.close();
});

function outcomeOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return error.code;
  }
}
