import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import type { Device } from "@luminarys/sdk-as/engine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FsWorld, failureOf, text } from "./fs/world.js";
import { hostCall } from "./host-call.js";

let world: FsWorld;

beforeEach(() => {
  world = new FsWorld();
});

afterEach(() => world.close());

describe.each(["descriptors", "paths"] as const)("files held by %s", (hold) => {
  let fs: Device<"fs">;
  const at = (name: string) => `${world.dir}/${name}`;
  const disk = (name: string) => readFileSync(at(name), "utf8");

  beforeEach(() => {
    fs = world.device({ hold });
    writeFileSync(at("a.txt"), "one\r\ntwo\n");
    mkdirSync(at("src"));
    writeFileSync(at("src/main.ts"), "const one = 1;\n");
  });

  test("what is written is read, by the skill and by others", () => {
    const content = Uint8Array.of(0, 255, 128, 10);
    fs.fs_write({ path: at("b"), content }, hostCall);
    expect(fs.fs_read({ path: at("b") }, hostCall)).toEqual({ content });
    expect([...readFileSync(at("b"))]).toEqual([0, 255, 128, 10]);
  });

  test("an empty file is read as nothing", () => {
    fs.fs_write({ path: at("b"), content: text("") }, hostCall);
    expect(fs.fs_read({ path: at("b") }, hostCall)).toEqual({ content: text("") });
  });

  test("a file that is written again keeps its mode and leaves nothing beside it", () => {
    chmodSync(at("a.txt"), 0o640);
    fs.fs_write({ path: at("a.txt"), content: text("new") }, hostCall);
    expect(disk("a.txt")).toBe("new");
    expect(statSync(at("a.txt")).mode & 0o7777).toBe(0o640);
    expect(readdirSync(world.dir).sort()).toEqual(["a.txt", "src"]);
  });

  test("a new content doesn't run with the rights that the old one had", () => {
    chmodSync(at("a.txt"), 0o4755);
    fs.fs_write({ path: at("a.txt"), content: text("new") }, hostCall);
    expect(statSync(at("a.txt")).mode & 0o7777).toBe(0o755);
  });

  test("what is written through one hard link isn't written to the other", () => {
    writeFileSync(`${world.outside}/shared`, "theirs");
    linkSync(`${world.outside}/shared`, at("hard"));
    fs.fs_write({ path: at("hard"), content: text("ours") }, hostCall);
    expect(readFileSync(`${world.outside}/shared`, "utf8")).toBe("theirs");
    expect(disk("hard")).toBe("ours");
  });

  test("a file is created once, and a link counts as there", () => {
    fs.fs_create({ path: at("b"), content: text("1") }, hostCall);
    symlinkSync("gone", at("dangling"));
    const create = (name: string) =>
      failureOf(world, () => fs.fs_create({ path: at(name), content: text("2") }, hostCall));
    expect(create("b")).toBe('exists: Cannot create "ROOT/in/b": it exists already');
    expect(create("dangling")).toBe('exists: Cannot create "ROOT/in/dangling": it exists already');
    expect(disk("b")).toBe("1");
    expect(readdirSync(world.dir).sort()).toEqual(["a.txt", "b", "dangling", "src"]);
  });

  test("a window of lines is read, without line ends", () => {
    const request = { path: at("a.txt"), offset: 0, limit: 1 };
    const want = { lines: ["one"], total_lines: 2, offset: 0, is_truncated: true };
    expect(fs.fs_read_lines(request, hostCall)).toEqual(want);
    const rest = { lines: ["two"], total_lines: 2, offset: 1, is_truncated: false };
    expect(fs.fs_read_lines({ ...request, offset: 1, limit: 0 }, hostCall)).toEqual(rest);
  });

  test("a listing is sorted; long adds time and mode", () => {
    symlinkSync("a.txt", at("link"));
    chmodSync(at("a.txt"), 0o604);
    const { entries } = fs.fs_ls({ path: world.dir, long: true }, hostCall);
    const mod_time = expect.any(Number);
    expect(entries).toEqual([
      { name: "a.txt", size: 9, is_dir: false, mod_time, mode: 0o604, mode_str: "-rw----r--" },
      { name: "link", size: 0, is_dir: false, mod_time, mode: 0o777, mode_str: "lrwxrwxrwx" },
      { name: "src", size: 0, is_dir: true, mod_time, mode: 0o755, mode_str: "drwxr-xr-x" },
    ]);
    const short = fs.fs_ls({ path: world.dir, long: false }, hostCall).entries[0];
    expect(short).toEqual({ name: "a.txt", size: 9, is_dir: false });
  });

  test("directories are made with parents and braces", () => {
    fs.fs_mkdir({ path: at("{x,y}/z/../w") }, hostCall);
    expect(readdirSync(at("x"))).toEqual(["w"]);
    expect(readdirSync(at("y"))).toEqual(["w"]);
  });

  test("none of several directories is made when one may not be", () => {
    const make = () => fs.fs_mkdir({ path: `${world.root}/{in/x,out/x}` }, hostCall);
    expect(failureOf(world, make)).toMatch(/^denied: Cannot make directory "ROOT\/out\/x": /);
    expect(readdirSync(world.dir)).not.toContain("x");
  });

  test("a directory is deleted with all below it, links in it alone", () => {
    writeFileSync(`${world.outside}/kept`, "");
    symlinkSync(world.outside, at("src/link"));
    fs.fs_delete({ path: at("src") }, hostCall);
    expect(readdirSync(world.dir)).toEqual(["a.txt"]);
    expect(readdirSync(world.outside)).toEqual(["kept"]);
  });

  test("a link is deleted, not what it leads to", () => {
    symlinkSync("src", at("link"));
    fs.fs_delete({ path: at("link") }, hostCall);
    expect(readdirSync(world.dir).sort()).toEqual(["a.txt", "src"]);
  });

  test("a copy keeps content and mode", () => {
    chmodSync(at("a.txt"), 0o751);
    fs.fs_copy({ source: at("a.txt"), dest: at("src/b") }, hostCall);
    expect(disk("src/b")).toBe("one\r\ntwo\n");
    expect(statSync(at("src/b")).mode & 0o7777).toBe(0o751);
  });

  test("modes change below a directory only when asked to, and never behind a link", () => {
    writeFileSync(`${world.outside}/kept`, "", { mode: 0o600 });
    symlinkSync(`${world.outside}/kept`, at("src/link"));
    fs.fs_chmod({ path: at("src"), mode: 0o700, recursive: false }, hostCall);
    expect(statSync(at("src/main.ts")).mode & 0o7777).toBe(0o644);
    fs.fs_chmod({ path: at("src"), mode: 0o500, recursive: true }, hostCall);
    expect(statSync(at("src/main.ts")).mode & 0o7777).toBe(0o500);
    expect(statSync(at("src")).mode & 0o7777).toBe(0o500);
    expect(statSync(`${world.outside}/kept`).mode & 0o7777).toBe(0o600);
  });

  test("links that stay inside are followed", () => {
    symlinkSync("src", at("link"));
    symlinkSync(at("src/new"), at("to-new"));
    fs.fs_write({ path: at("link/main.ts"), content: text("x") }, hostCall);
    fs.fs_write({ path: at("to-new"), content: text("y") }, hostCall);
    expect(disk("src/main.ts")).toBe("x");
    expect(disk("src/new")).toBe("y");
  });

  test("a granted directory may itself lie behind a link", () => {
    symlinkSync(world.dir, `${world.root}/alias`);
    const aliased = world.device({ hold, dirs: ["ROOT/alias:rw"] });
    const path = `${world.root}/alias/a.txt`;
    expect(aliased.fs_read({ path }, hostCall).content).toEqual(text("one\r\ntwo\n"));
    expect(aliased.fs_allowed_dirs({}, hostCall)).toEqual({
      dirs: [{ path: `${world.root}/alias`, mode: "rw" }],
    });
  });

  test("a granted directory inside one that the skill may write isn't followed elsewhere", () => {
    symlinkSync(world.outside, at("cache"));
    const both = world.device({ hold, dirs: ["ROOT/in:rw", "ROOT/in/cache:rw"] });
    const write = () => both.fs_write({ path: at("cache/x"), content: text("x") }, hostCall);
    expect(failureOf(world, write)).toBe(
      'denied: Cannot write "ROOT/in/cache/x": a link leads where permissions.fs.dirs allows no ' +
        "writing (ROOT/in:rw, ROOT/in/cache:rw)",
    );
  });

  test("a link from a writable directory into a read-only one gives no right to write", () => {
    mkdirSync(`${world.root}/docs`);
    writeFileSync(`${world.root}/docs/a`, "kept");
    symlinkSync(`${world.root}/docs/a`, at("link"));
    const mixed = world.device({ hold, dirs: ["ROOT/in:rw", "ROOT/docs:ro"] });
    expect(mixed.fs_read({ path: at("link") }, hostCall).content).toEqual(text("kept"));
    const write = () => mixed.fs_write({ path: at("link"), content: text("x") }, hostCall);
    expect(failureOf(world, write)).toBe(
      'denied: Cannot write "ROOT/in/link": a link leads where permissions.fs.dirs allows no ' +
        "writing (ROOT/in:rw, ROOT/docs:ro)",
    );
    expect(readFileSync(`${world.root}/docs/a`, "utf8")).toBe("kept");
  });

  test.each<[string, (fs: Device<"fs">) => unknown]>([
    [
      'not_found: Cannot read "ROOT/in/x": no such file or directory',
      (d) => d.fs_read({ path: at("x") }, hostCall),
    ],
    [
      'invalid: Cannot read "ROOT/in": it is a directory',
      (d) => d.fs_read({ path: world.dir }, hostCall),
    ],
    [
      'invalid: Cannot read "a": it isn\'t an absolute path',
      (d) => d.fs_read({ path: "a" }, hostCall),
    ],
    [
      'not_found: Cannot write "ROOT/in/none/a": no such file or directory',
      (d) => d.fs_write({ path: at("none/a"), content: text("") }, hostCall),
    ],
    [
      'not_found: Cannot create "ROOT/in/none/a": no such file or directory',
      (d) => d.fs_create({ path: at("none/a"), content: text("") }, hostCall),
    ],
    [
      'invalid: Cannot write "ROOT/in/src": it is a directory',
      (d) => d.fs_write({ path: at("src"), content: text("") }, hostCall),
    ],
    [
      'invalid: Cannot write "ROOT/in/a.txt/b": not a directory',
      (d) => d.fs_write({ path: at("a.txt/b"), content: text("") }, hostCall),
    ],
    [
      'invalid: Cannot list "ROOT/in/a.txt": not a directory',
      (d) => d.fs_ls({ path: at("a.txt"), long: false }, hostCall),
    ],
    [
      'invalid: Cannot make directory "ROOT/in/a.txt/b": not a directory',
      (d) => d.fs_mkdir({ path: at("a.txt/b") }, hostCall),
    ],
    [
      'invalid: Cannot make directory "ROOT/in/a.txt": not a directory',
      (d) => d.fs_mkdir({ path: at("a.txt") }, hostCall),
    ],
    [
      'invalid: Cannot copy "ROOT/in/src": it is a directory',
      (d) => d.fs_copy({ source: at("src"), dest: at("b") }, hostCall),
    ],
    [
      'not_found: Cannot copy "ROOT/in/x": no such file or directory',
      (d) => d.fs_copy({ source: at("x"), dest: at("b") }, hostCall),
    ],
    [
      'not_found: Cannot delete "ROOT/in/x": no such file or directory',
      (d) => d.fs_delete({ path: at("x") }, hostCall),
    ],
    [
      'not_found: Cannot change mode of "ROOT/in/x": no such file or directory',
      (d) => d.fs_chmod({ path: at("x"), mode: 0o600, recursive: false }, hostCall),
    ],
    [
      'invalid: Cannot change mode of "ROOT/in/a.txt": mode 04755 lets it run with the rights of its owner or group',
      (d) => d.fs_chmod({ path: at("a.txt"), mode: 0o4755, recursive: false }, hostCall),
    ],
    [
      `invalid: Cannot write "ROOT/in/${"n".repeat(300)}": a name is too long`,
      (d) => d.fs_write({ path: at("n".repeat(300)), content: text("") }, hostCall),
    ],
  ])("%s", (message, act) => {
    expect(failureOf(world, () => act(fs))).toBe(message);
    expect(fs.fs_read({ path: at("src/main.ts") }, hostCall).content).toEqual(
      text("const one = 1;\n"),
    );
    expect(disk("a.txt")).toBe("one\r\ntwo\n");
  });

  test("links in a circle are an error", () => {
    symlinkSync("y", at("x"));
    symlinkSync("x", at("y"));
    expect(failureOf(world, () => fs.fs_read({ path: at("x") }, hostCall))).toBe(
      'invalid: Cannot read "ROOT/in/x": too many links',
    );
  });

  test("what a link outside leads to isn't told, not even whether it's there", () => {
    writeFileSync(`${world.outside}/there`, "");
    symlinkSync("../out", at("link"));
    const read = (name: string) =>
      failureOf(world, () => fs.fs_read({ path: at(`link/${name}`) }, hostCall));
    expect(read("there")).toBe(
      'denied: Cannot read "ROOT/in/link/there": a link leads where permissions.fs.dirs allows ' +
        "no reading (ROOT/in:rw)",
    );
    expect(read("gone")).toBe(read("there")?.replaceAll("there", "gone"));
  });

  test("the whole root can't be deleted", () => {
    const all = world.device({ hold, dirs: ["/:rw"] });
    expect(failureOf(world, () => all.fs_delete({ path: "/" }, hostCall))).toBe(
      'unavailable: Cannot delete "/": its mode forbids it',
    );
  });
});

test("a skill without files may do nothing with them", () => {
  const none = world.device({ dirs: [] });
  expect(failureOf(world, () => none.fs_read({ path: "/etc/passwd" }, hostCall))).toBe(
    'denied: Cannot read "/etc/passwd": permissions.fs.dirs is empty. ' +
      'Hint: add "/etc:ro" to permissions.fs.dirs',
  );
  expect(none.fs_allowed_dirs({}, hostCall)).toEqual({ dirs: [] });
});
