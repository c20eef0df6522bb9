import { ask, bytes } from "./asker.js";
import type { SuitePart } from "./suite-part.js";

export function fsSuite({ describe, promise, expect }: SuitePart): void {
  describe("fs", () => {
    promise("what is written is read", async (world) => {
      const path = `${world.dir}/a.bin`;
      const content = Uint8Array.of(0, 255, 128, 10);
      expect(await ask(world, "fs_write", { path, content })).toEqual({});
      expect(await ask(world, "fs_read", { path })).toEqual({ content });
      await ask(world, "fs_write", { path, content: bytes("") });
      expect(await ask(world, "fs_read", { path })).toEqual({ content: bytes("") });
    });

    promise("a file is created once", async (world) => {
      const request = { path: `${world.dir}/a`, content: bytes("1") };
      expect(await ask(world, "fs_create", request)).toEqual({});
      const again = { ...request, content: bytes("2") };
      expect(await ask(world, "fs_create", again)).toMatchObject({ error_code: "exists" });
      expect(await ask(world, "fs_read", { path: request.path })).toEqual({ content: bytes("1") });
    });

    promise("what isn't there isn't found", async (world) => {
      const path = `${world.dir}/none`;
      const error_code = "not_found";
      for (const name of ["fs_read", "fs_ls", "fs_delete", "fs_read_lines"] as const) {
        expect(await ask(world, name, { path })).toMatchObject({ error_code });
      }
      const copy = { source: path, dest: `${world.dir}/b` };
      expect(await ask(world, "fs_copy", copy)).toMatchObject({ error_code });
    });

    promise("paths that aren't granted are denied, however they are spelled", async (world) => {
      for (const path of ["/not-granted/a", `${world.dir}/../a`, `${world.dir}-b/a`]) {
        expect(await ask(world, "fs_read", { path })).toMatchObject({ error_code: "denied" });
        const write = { path, content: bytes("x") };
        expect(await ask(world, "fs_write", write)).toMatchObject({ error_code: "denied" });
      }
    });

    promise("who leaves a directory by dots isn't told what would grant it", async (world) => {
      const path = `${world.dir}/../../../etc/passwd`;
      const { error } = await ask(world, "fs_read", { path });
      const told = `Cannot read "${path}": ".." leads where permissions.fs.dirs allows no reading`;
      expect(String(error).replace(/ \(.*\)$/, "")).toEqual(told);
    });

    promise("directories are made with their parents, and by braces", async (world) => {
      expect(await ask(world, "fs_mkdir", { path: `${world.dir}/x/{a,b}` })).toEqual({});
      expect(await ask(world, "fs_ls", { path: `${world.dir}/x`, long: false })).toMatchObject({
        entries: [
          { name: "a", is_dir: true },
          { name: "b", is_dir: true },
        ],
      });
    });

    promise("a directory is deleted with all below", async (world) => {
      await ask(world, "fs_mkdir", { path: `${world.dir}/x/y` });
      await ask(world, "fs_write", { path: `${world.dir}/x/y/a`, content: bytes("1") });
      expect(await ask(world, "fs_delete", { path: `${world.dir}/x` })).toEqual({});
      expect(await ask(world, "fs_ls", { path: world.dir, long: false })).toEqual({ entries: [] });
    });

    promise(
      "what lies in a directory that isn't there isn't found, and isn't made",
      async (world) => {
        const request = { path: `${world.dir}/none/a`, content: bytes("1") };
        const error_code = "not_found";
        expect(await ask(world, "fs_write", request)).toMatchObject({ error_code });
        expect(await ask(world, "fs_create", request)).toMatchObject({ error_code });
        expect(await ask(world, "fs_ls", { path: world.dir, long: false })).toEqual({
          entries: [],
        });
      },
    );

    promise("directories are no files, and files no directories", async (world) => {
      await ask(world, "fs_mkdir", { path: `${world.dir}/dir` });
      await ask(world, "fs_mkdir", { path: `${world.dir}/dir` });
      await ask(world, "fs_write", { path: `${world.dir}/file`, content: bytes("1") });
      const dir = { path: `${world.dir}/dir` };
      const file = { path: `${world.dir}/file` };
      const failures = [
        await ask(world, "fs_read", dir),
        await ask(world, "fs_write", { ...dir, content: bytes("2") }),
        await ask(world, "fs_ls", { ...file, long: false }),
        await ask(world, "fs_mkdir", { path: `${file.path}/sub` }),
      ];
      expect(failures.map(({ error }) => typeof error)).toEqual(failures.map(() => "string"));
      expect(await ask(world, "fs_read", file)).toEqual({ content: bytes("1") });
      expect(await ask(world, "fs_ls", { ...dir, long: false })).toEqual({ entries: [] });
    });

    promise("modes are changed of what lies below, when that is asked for", async (world) => {
      await ask(world, "fs_mkdir", { path: `${world.dir}/x` });
      const path = `${world.dir}/x/a`;
      await ask(world, "fs_write", { path, content: bytes("1") });
      const modeOf = async () => {
        const { entries } = await ask(world, "fs_ls", { path: `${world.dir}/x`, long: true });
        return (entries as { mode: number }[])[0]?.mode;
      };
      await ask(world, "fs_chmod", { path, mode: 0o600, recursive: false });
      await ask(world, "fs_chmod", { path: `${world.dir}/x`, mode: 0o750, recursive: false });
      expect(await modeOf()).toBe(0o600);
      await ask(world, "fs_chmod", { path: `${world.dir}/x`, mode: 0o750, recursive: true });
      expect(await modeOf()).toBe(0o750);
    });

    promise("long listings have size, mode and time", async (world) => {
      const path = `${world.dir}/a`;
      await ask(world, "fs_write", { path, content: bytes("12345") });
      await ask(world, "fs_chmod", { path, mode: 0o640, recursive: false });
      const { entries } = await ask(world, "fs_ls", { path: world.dir, long: true });
      expect(entries).toMatchObject([{ name: "a", size: 5, mode: 0o640, mode_str: "-rw-r-----" }]);
    });

    promise("a copy has the same content", async (world) => {
      const [source, dest] = [`${world.dir}/a`, `${world.dir}/b`];
      await ask(world, "fs_write", { path: source, content: bytes("same") });
      expect(await ask(world, "fs_copy", { source, dest })).toEqual({});
      expect(await ask(world, "fs_read", { path: dest })).toEqual({ content: bytes("same") });
    });

    promise("lines are read from an offset, up to a limit", async (world) => {
      const path = `${world.dir}/a`;
      await ask(world, "fs_write", { path, content: bytes("a\nb\nc\nd\n") });
      expect(await ask(world, "fs_read_lines", { path, offset: 1, limit: 2 })).toEqual({
        lines: ["b", "c"],
        total_lines: 4,
        offset: 1,
        is_truncated: true,
      });
      expect(await ask(world, "fs_read_lines", { path, offset: 0, limit: 0 })).toMatchObject({
        lines: ["a", "b", "c", "d"],
        is_truncated: false,
      });
    });

    promise("the granted directories are listed", async (world) => {
      const { dirs } = await ask(world, "fs_allowed_dirs");
      expect(dirs).toEqual([{ path: world.dir, mode: "rw" }]);
    });
  });
}
