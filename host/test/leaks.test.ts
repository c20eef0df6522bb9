import { readdirSync } from "node:fs";
import { createHost, HostLimitError } from "@luminarys/skill-host";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { guestSkill, LOOP, MISBEHAVE, manifestFor } from "./guest-skill.js";

/** Starting 1,000 threads takes half a minute of two processors. */
const KILLS_MS = 600_000;

/** Threads and open files of this process, as the system counts them. */
function count() {
  return {
    threads: readdirSync("/proc/self/task").length,
    files: readdirSync("/proc/self/fd").length,
  };
}

/** What node itself keeps is there once a host has come and gone. */
async function settle(): Promise<void> {
  const host = createHost();
  await host.add({ manifest: manifestFor("first"), module: guestSkill({}) });
  await host.invoke("first", "run");
  await host.stop();
}

let host: ReturnType<typeof createHost>;
let before: ReturnType<typeof count>;

beforeEach(async () => {
  await settle();
  before = count();
  host = createHost({ onNotice: () => {} });
});

afterEach(() => host.stop());

describe("nothing is left", () => {
  it("of 1,000 traps", async () => {
    const module = guestSkill({ misbehave: "unreachable" });
    await host.add({ manifest: manifestFor("trap"), module });
    for (let i = 0; i < 1000; i++) {
      const trapped = host.invoke("trap", "run", { args: MISBEHAVE });
      await expect(trapped).rejects.toMatchObject({ code: "unreachable" });
    }
    expect((await host.invoke("trap", "run")).value).toBe("fine");
    await host.stop();
    expect(count()).toEqual(before);
  });

  it(
    "of 1,000 forced kills, of four skills at a time",
    async () => {
      const module = guestSkill({ misbehave: LOOP });
      const ids = ["one", "two", "three", "four"];
      const limits = { deadline_ms: 1 };
      for (const id of ids) await host.add({ manifest: manifestFor(id, { limits }), module });
      const killOften = async (id: string) => {
        for (let i = 0; i < 250; i++) {
          const killed = host.invoke(id, "run", { args: MISBEHAVE });
          await expect(killed).rejects.toThrow(HostLimitError);
        }
      };
      await Promise.all(ids.map(killOften));
      await host.stop();
      expect(count()).toEqual(before);
    },
    KILLS_MS,
  );

  it("of a host that stops while skills start, load and run", async () => {
    const looping = guestSkill({ misbehave: LOOP });
    for (const id of ["one", "two"]) await host.add({ manifest: manifestFor(id), module: looping });
    const calls = ["one", "two"].map((id) => host.invoke(id, "run", { args: MISBEHAVE }));
    const loading = host.add({
      manifest: manifestFor("three"),
      module: guestSkill({ free: LOOP }),
    });
    const outcomes = Promise.allSettled([...calls, loading]);
    await host.stop({ graceMs: 1 });
    expect((await outcomes).map(({ status }) => status)).toEqual(Array(3).fill("rejected"));
    expect(count()).toEqual(before);
  });
});
