import { ask, text } from "./asker.js";
import type { SuitePart } from "./suite-part.js";
import type { World } from "./world.js";

export function shellSuite({ describe, promise, expect }: SuitePart): void {
  describe("shell", () => {
    promise("a command gives its output", async (world) => {
      const command = world.commands.prints("hello");
      const { output, exit_code } = await ask(world, "shell_exec", { command });
      expect([String(output).trim(), exit_code]).toEqual(["hello", 0]);
    });

    promise("an exit code is no error", async (world) => {
      const answer = await ask(world, "shell_exec", { command: world.commands.exits(3) });
      expect([answer.exit_code, answer.error]).toEqual([3, undefined]);
    });

    promise("grep keeps the lines that match, and tail the last of these", async (world) => {
      const lines = async (filter: object) => {
        const request = { command: world.commands.counts(12), ...filter };
        return String((await ask(world, "shell_exec", request)).output)
          .trim()
          .split(/\r?\n/);
      };
      expect(await lines({ tail: 2 })).toEqual(["11", "12"]);
      expect(await lines({ grep: "^1" })).toEqual(["1", "10", "11", "12"]);
      expect(await lines({ grep: "^1", tail: 3 })).toEqual(["10", "11", "12"]);
      const invalid = { command: world.commands.counts(1), grep: "(" };
      expect(await ask(world, "shell_exec", invalid)).toMatchObject({ error_code: "invalid" });
    });

    promise("a daemon is left running, its output goes to its log", async (world) => {
      const log_file = `${world.dir}/out.log`;
      const daemon = { command: world.commands.prints("hello"), as_daemon: true, log_file };
      const { pid, exit_code, log_file: told } = await ask(world, "shell_exec", daemon);
      expect([(pid as number) > 0, exit_code, told]).toEqual([true, 0, log_file]);
      expect((await readWhenWritten(world, log_file)).trim()).toBe("hello");
    });

    promise("a log where nothing may be written is denied", async (world) => {
      const command = world.commands.prints("hello");
      const daemon = { command, as_daemon: true, log_file: "/not-granted/out.log" };
      expect(await ask(world, "shell_exec", daemon)).toMatchObject({ error_code: "denied" });
    });

    promise("a command that takes too long is a timeout", async (world) => {
      const request = { command: world.commands.hangs(), timeout_ms: 100 };
      expect(await ask(world, "shell_exec", request)).toMatchObject({ error_code: "timeout" });
    });

    promise("commands that aren't granted, and several in one, are denied", async (world) => {
      for (const command of ["rm -rf /", `${world.commands.prints("a")}; rm -rf /`]) {
        expect(await ask(world, "shell_exec", { command })).toMatchObject({ error_code: "denied" });
      }
    });
  });
}

/** The content of a file that a process of its own writes; "" when it doesn't in time. */
async function readWhenWritten(world: World, path: string): Promise<string> {
  for (let round = 0; round < 100; round++) {
    const { content } = await ask(world, "fs_read", { path });
    if (content instanceof Uint8Array && content.length > 0) return text(content);
    await world.settle();
  }
  return "";
}
