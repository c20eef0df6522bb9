import { ask, bytes } from "./asker.js";
import type { SuitePart } from "./suite-part.js";
import type { World } from "./world.js";

async function plant(world: World): Promise<void> {
  const files = { "a.ts": "one\ntwo two\n", "b.md": "Two\n", "sub/c.ts": "two\n", ".git/d": "two" };
  for (const dir of ["sub", ".git"]) await ask(world, "fs_mkdir", { path: `${world.dir}/${dir}` });
  for (const [name, content] of Object.entries(files)) {
    await ask(world, "fs_write", { path: `${world.dir}/${name}`, content: bytes(content) });
  }
}

export function fsSearchSuite({ describe, promise, expect }: SuitePart): void {
  const grep = { with_lines: true };

  describe("search", () => {
    promise("grep finds lines, with the places of each match in bytes", async (world) => {
      await plant(world);
      const request = { ...grep, pattern: "tw+o", path: world.dir, include: ["a.*"] };
      expect(await ask(world, "fs_grep", request)).toEqual({
        matches: [
          {
            path: `${world.dir}/a.ts`,
            matches: [
              {
                line_num: 2,
                line: "two two",
                ranges: [
                  { start: 0, end: 3 },
                  { start: 4, end: 7 },
                ],
              },
            ],
          },
        ],
      });
    });

    promise("grep skips .git unless it is told what to skip", async (world) => {
      await plant(world);
      const paths = async (more: object) => {
        const request = { ...grep, pattern: "two", path: world.dir, ...more };
        const { matches } = await ask(world, "fs_grep", request);
        return (matches as { path: string }[]).map(({ path }) => path.slice(world.dir.length + 1));
      };
      expect((await paths({})).sort()).toEqual(["a.ts", "sub/c.ts"]);
      expect((await paths({ ignore_dirs: ["sub"] })).sort()).toEqual([".git/d", "a.ts"]);
      expect((await paths({ case_insensitive: true, type_filter: "md" })).sort()).toEqual(["b.md"]);
      expect(await paths({ path: "", max_depth: 1 })).toEqual(["a.ts"]);
    });

    promise("grep keeps to what is included, excluded and counted", async (world) => {
      await plant(world);
      const found = async (more: object) => {
        const request = { ...grep, pattern: "t", path: world.dir, ...more };
        const { matches } = await ask(world, "fs_grep", request);
        return (matches as { path: string; matches: { line: string }[] }[])
          .map(({ path, matches }) => [
            path.slice(world.dir.length + 1),
            ...matches.map(({ line }) => line),
          ])
          .sort();
      };
      await ask(world, "fs_write", { path: `${world.dir}/n.txt`, content: bytes("t1\nt2\nt3\n") });
      expect(await found({ include: ["*.txt"], max_count: 2 })).toEqual([["n.txt", "t1", "t2"]]);
      expect(await found({ exclude: ["*.txt", "sub/*"] })).toEqual([["a.ts", "two two"]]);
      expect(await found({ pattern: "t.", fixed: true })).toEqual([]);
      expect(await found({ pattern: "T1", fixed: true, case_insensitive: true })).toEqual([
        ["n.txt", "t1"],
      ]);
      expect(await found({ filename_only: true, type_filter: "ts" })).toEqual([
        ["a.ts"],
        ["sub/c.ts"],
      ]);
      expect(await found({ with_lines: false, include: ["sub/*"] })).toEqual([["sub/c.ts", ""]]);
    });

    promise("what doesn't fit into the skill's memory is refused", async (world) => {
      const path = `${world.dir}/many`;
      await ask(world, "fs_write", { path, content: bytes("a\n".repeat(400_000)) });
      expect(await ask(world, "fs_grep", { pattern: "a", path, with_lines: false })).toEqual({
        error: `Cannot search "${path}": the answer takes more than 50331648 bytes of the skill's memory. Hint: ask for less at once, or raise limits.memory_mb`,
        error_code: "too_large",
      });
      const few = await ask(world, "fs_grep", { pattern: "a", path, max_count: 1 });
      expect(few).toMatchObject({ matches: [{ path }] });
    });

    promise("glob skips what is hidden or ignored, unless it is told", async (world) => {
      await plant(world);
      await ask(world, "fs_write", { path: `${world.dir}/.hidden`, content: bytes("") });
      const paths = async (more: object) => {
        const request = { patterns: ["*"], path: world.dir, only_files: true, ...more };
        const { matches } = await ask(world, "fs_glob", request);
        return (matches as { path: string }[])
          .map(({ path }) => path.slice(world.dir.length + 1))
          .sort();
      };
      expect(await paths({})).toEqual(["a.ts", "b.md", "sub/c.ts"]);
      expect(await paths({ match_hidden: true })).toEqual([".hidden", "a.ts", "b.md", "sub/c.ts"]);
      expect(await paths({ match_hidden: true, ignore_dirs: ["sub"] })).toEqual([
        ".git/d",
        ".hidden",
        "a.ts",
        "b.md",
      ]);
    });

    promise("a pattern that is none is invalid", async (world) => {
      const answer = await ask(world, "fs_grep", { ...grep, pattern: "(", path: world.dir });
      expect(answer).toMatchObject({ error_code: "invalid" });
      const fixed = { ...grep, pattern: "(", path: world.dir, fixed: true };
      expect(await ask(world, "fs_grep", fixed)).toEqual({ matches: [] });
    });

    promise("glob matches base names, and paths when it holds a slash", async (world) => {
      await plant(world);
      const paths = async (patterns: string[], more: object = {}) => {
        const { matches } = await ask(world, "fs_glob", { patterns, path: world.dir, ...more });
        return (matches as { path: string }[])
          .map(({ path }) => path.slice(world.dir.length + 1))
          .sort();
      };
      expect(await paths(["*.ts"])).toEqual(["a.ts", "sub/c.ts"]);
      expect(await paths(["sub/*"])).toEqual(["sub/c.ts"]);
      expect(await paths(["*"], { only_dirs: true })).toEqual(["sub"]);
      expect(await paths(["*"], { only_files: true, max_depth: 1 })).toEqual(["a.ts", "b.md"]);
    });
  });
}
