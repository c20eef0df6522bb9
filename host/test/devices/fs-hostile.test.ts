import { readdirSync } from "node:fs";
import { HostError } from "@luminarys/sdk-as/engine";
import { expect, test } from "vitest";
import { hostilePaths } from "./fs/hostile-paths.js";
import { hostileWorld, SECRET } from "./fs/hostile-world.js";
import { type FsWorld, snapshot, text } from "./fs/world.js";
import { hostCall } from "./host-call.js";

test("the corpus holds at least 200 paths", () => {
  expect(new Set(hostilePaths).size).toBeGreaterThanOrEqual(200);
});

test.each(["descriptors", "paths"] as const)(
  "held by %s, no hostile path reads or changes anything outside",
  (hold) => {
    let world = hostileWorld();
    const openBefore = readdirSync("/proc/self/fd").length;
    const fresh = snapshot(world.root);
    const broken = hostilePaths.flatMap((path) => {
      const before = snapshot(world.outside);
      const answers = tryEverything(path.replaceAll("ROOT", world.root), world.device({ hold }));
      const after = snapshot(world.outside);
      const leaks = JSON.stringify(answers).includes(SECRET);
      const changes = JSON.stringify(before) !== JSON.stringify(after);
      world = renewed(world, fresh);
      return leaks || changes ? [{ path, leaks, changes }] : [];
    });
    world.close();
    expect(broken).toEqual([]);
    expect(readdirSync("/proc/self/fd")).toHaveLength(openBefore);
  },
);

/** The same world as long as nothing in it was changed. */
function renewed(world: FsWorld, fresh: readonly string[]): FsWorld {
  const now = snapshot(world.root);
  if (now.length === fresh.length && now.every((line, i) => line === fresh[i])) return world;
  world.close();
  return hostileWorld();
}

type Fs = ReturnType<ReturnType<typeof hostileWorld>["device"]>;

/** Reading first, deleting last. Gives what a skill would hear. */
function tryEverything(path: string, fs: Fs): unknown[] {
  const own = fs.fs_allowed_dirs({}, hostCall).dirs[0]?.path;
  const content = text("ours");
  const grep = { fixed: false, case_insensitive: false, with_lines: true, include: [] };
  const limits = { exclude: [], max_count: 0, max_depth: 0, workers: 0, type_filter: "" };
  const glob = { only_files: false, only_dirs: false, match_hidden: true, max_depth: 0 };
  const acts: (() => unknown)[] = [
    () => new TextDecoder().decode(fs.fs_read({ path }, hostCall).content),
    () => fs.fs_read_lines({ path, offset: 0, limit: 0 }, hostCall),
    () => fs.fs_ls({ path, long: true }, hostCall),
    () =>
      fs.fs_grep(
        { ...grep, ...limits, path, pattern: SECRET, ignore_dirs: [], filename_only: false },
        hostCall,
      ),
    () => fs.fs_glob({ ...glob, path, patterns: ["*"] }, hostCall),
    () => {
      fs.fs_copy({ source: path, dest: `${own}/copied` }, hostCall);
      return new TextDecoder().decode(fs.fs_read({ path: `${own}/copied` }, hostCall).content);
    },
    () => fs.fs_chmod({ path, mode: 0o777, recursive: true }, hostCall),
    () => fs.fs_create({ path, content }, hostCall),
    () => fs.fs_write({ path, content }, hostCall),
    () => fs.fs_copy({ source: `${own}/plain`, dest: path }, hostCall),
    () => fs.fs_mkdir({ path: `${path}/made` }, hostCall),
    () => fs.fs_delete({ path: `${path}/secret` }, hostCall),
    () => fs.fs_delete({ path }, hostCall),
  ];
  return acts.map(answerOf);
}

function answerOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return error.code;
  }
}
