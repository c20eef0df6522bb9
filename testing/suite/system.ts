import { ask } from "./asker.js";
import type { SuitePart } from "./suite-part.js";

export function systemSuite({ describe, promise, expect }: SuitePart): void {
  describe("system", () => {
    promise("the machine is described in Go's words", async (world) => {
      const { os, arch, hostname, num_cpu } = await ask(world, "sys_info");
      expect(["linux", "darwin", "windows"].includes(os as string)).toBe(true);
      expect(["amd64", "arm64"].includes(arch as string)).toBe(true);
      expect([typeof hostname, (num_cpu as number) > 0]).toEqual(["string", true]);
    });

    promise("the time is one instant in every form", async (world) => {
      const { unix, unix_nano, rfc3339, timezone, utc_offset } = await ask(world, "time_now");
      expect(Math.floor(Number(unix_nano) / 1e9)).toBe(Number(unix));
      expect(Math.floor(Date.parse(rfc3339 as string) / 1000)).toBe(Number(unix));
      expect([typeof timezone, typeof utc_offset]).toEqual(["string", "number"]);
    });

    promise("the disk's numbers add up", async (world) => {
      const { total_bytes, free_bytes, used_bytes, used_pct } = await ask(world, "disk_usage", {
        path: world.dir,
      });
      expect(Number(free_bytes) + Number(used_bytes) <= Number(total_bytes)).toBe(true);
      expect(Number(used_pct) >= 0 && Number(used_pct) <= 100).toBe(true);
    });

    promise("a variable of the manifest is read", async (world) => {
      expect(await ask(world, "env_get", { key: "GREETING" })).toEqual({ value: "hello" });
    });

    promise("a variable that the manifest doesn't hold is empty or denied", async (world) => {
      const { value = "" } = await ask(world, "env_get", { key: "PATH" });
      expect(value).toBe("");
    });

    promise("a log line is taken", async (world) => {
      const line = { level: "info", message: "hello", fields: { n: 1 } };
      const { error } = await ask(world, "log_write", line);
      expect(error).toBe(undefined);
    });
  });
}
