import { ask, bytes } from "./asker.js";
import type { SuitePart } from "./suite-part.js";

export function archiveSuite({ describe, promise, expect }: SuitePart): void {
  describe("archive", () => {
    for (const format of ["tar.gz", "zip"]) {
      promise(`what is packed as ${format} is listed and unpacked`, async (world) => {
        const [source, archive] = [`${world.dir}/in`, `${world.dir}/out.${format}`];
        await ask(world, "fs_mkdir", { path: `${source}/sub` });
        await ask(world, "fs_write", { path: `${source}/a`, content: bytes("1") });
        await ask(world, "fs_write", { path: `${source}/sub/b`, content: bytes("22") });
        await ask(world, "fs_write", { path: `${source}/c.log`, content: bytes("333") });
        const pack = { source, output: archive, format, exclude: "*.log" };
        expect(await ask(world, "archive_pack", pack)).toEqual({ files_count: 2, format });
        const { entries } = await ask(world, "archive_list", { archive, format: "", exclude: "" });
        const files = (entries as { name: string; size: number; is_dir: boolean }[])
          .filter(({ is_dir }) => !is_dir)
          .map(({ name, size }) => [name, size]);
        expect(files.sort()).toEqual([
          ["a", 1],
          ["sub/b", 2],
        ]);
        const unpack = { archive, dest: `${world.dir}/back`, format: "", exclude: "", strip: 0 };
        expect(await ask(world, "archive_unpack", unpack)).toEqual({ files_count: 2 });
        const read = { path: `${world.dir}/back/sub/b` };
        expect(await ask(world, "fs_read", read)).toEqual({ content: bytes("22") });
      });
    }

    promise("unpacking strips leading folders, and leaves out what is excluded", async (world) => {
      const [source, archive] = [`${world.dir}/in`, `${world.dir}/a.zip`];
      await ask(world, "fs_mkdir", { path: `${source}/top/sub` });
      for (const name of ["root", "top/a", "top/b.log", "top/sub/c"]) {
        await ask(world, "fs_write", { path: `${source}/${name}`, content: bytes(name) });
      }
      await ask(world, "archive_pack", { source, output: archive, format: "zip", exclude: "" });
      const dest = `${world.dir}/back`;
      const unpack = { archive, dest, format: "", exclude: "*.log", strip: 1 };
      expect(await ask(world, "archive_unpack", unpack)).toEqual({ files_count: 2 });
      expect(await ask(world, "fs_ls", { path: dest, long: false })).toMatchObject({
        entries: [{ name: "a" }, { name: "sub" }],
      });
      const list = { archive, format: "", exclude: "*.log,sub" };
      const { entries } = await ask(world, "archive_list", list);
      const names = (entries as { name: string; is_dir: boolean }[])
        .filter(({ is_dir }) => !is_dir)
        .map(({ name }) => name);
      expect(names.sort()).toEqual(["root", "top/a"]);
    });

    promise("an archive or a place that isn't granted is denied", async (world) => {
      const pack = { source: world.dir, output: "/not-granted/a.zip", format: "zip", exclude: "" };
      expect(await ask(world, "archive_pack", pack)).toMatchObject({ error_code: "denied" });
      const archive = `${world.dir}/a.zip`;
      await ask(world, "archive_pack", { ...pack, output: archive });
      const unpack = { archive, dest: "/not-granted", format: "", exclude: "", strip: 0 };
      expect(await ask(world, "archive_unpack", unpack)).toMatchObject({ error_code: "denied" });
    });

    promise("what is no archive is invalid", async (world) => {
      const archive = `${world.dir}/a.zip`;
      await ask(world, "fs_write", { path: archive, content: bytes("no zip") });
      const list = { archive, format: "", exclude: "" };
      expect(await ask(world, "archive_list", list)).toMatchObject({ error_code: "invalid" });
    });
  });
}
