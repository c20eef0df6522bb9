import { ask } from "./asker.js";
import type { SuitePart } from "./suite-part.js";

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
