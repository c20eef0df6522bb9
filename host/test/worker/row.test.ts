import type { Connection } from "@luminarys/sdk-as/engine";
import { createHost, type HostNotice } from "@luminarys/skill-host";
import { afterEach, describe, expect, it } from "vitest";
import { guestSkill, LOOP, manifestFor } from "../guest-skill.js";

const hosts: ReturnType<typeof createHost>[] = [];
afterEach(() => Promise.all(hosts.splice(0).map((host) => host.stop({ graceMs: 0 }))));

function connection(id: string): Connection {
  const texts = { requestId: "", traceId: "", sessionId: "", llmSessionId: "", callerId: "" };
  const call = { ...texts, skillId: "row", method: "open", deadlineNs: 0 };
  return { id, callback: "run", call };
}

/** A skill whose callbacks do something bad when an event's message ends with the byte 1. */
async function start(misbehave: string) {
  const notices: HostNotice[] = [];
  const host = createHost({ onNotice: (notice) => notices.push(notice) });
  hosts.push(host);
  const limits = { deadline_ms: 300 };
  const manifest = manifestFor("row", { limits });
  await host.add({ manifest, module: guestSkill({ alloc: "(i32.const 3000)", misbehave }) });
  await host.invoke("row", "run");
  const handled: number[] = [];
  const deliverAll = (bad: readonly number[]) =>
    new Promise<void>((resolve) => {
      for (let i = 0; i < 100; i++) {
        host.engine.deliver("row", {
          connection: connection(`c${i}`),
          event: { kind: "tcp", error_msg: bad.includes(i) ? "\u0001" : "fine" },
          onHandled: () => {
            if (handled.push(i) === 100) resolve();
          },
        });
      }
    });
  return { host, notices, handled, deliverAll };
}

describe("events that are handed over together", () => {
  const inOrder = Array.from({ length: 100 }, (_, i) => i);

  it.each([
    ["is ended at its deadline", LOOP, "HostLimitError", 3],
    ["traps", "unreachable", "SkillTrapError", 1],
  ])(
    "fail alone when one %s: all others run, in order, each once",
    async (_, wat, name, threads) => {
      const { host, notices, handled, deliverAll } = await start(wat);
      await deliverAll([5, 50]);
      const failed = notices.flatMap((notice) => (notice.kind === "call_failed" ? [notice] : []));
      expect(handled).toEqual(inOrder);
      expect(failed).toMatchObject([{ error: { name } }, { error: { name } }]);
      expect(notices.filter(({ kind }) => kind === "worker_started")).toHaveLength(threads);
      expect(await host.invoke("row", "run")).toMatchObject({ value: "fine" });
    },
  );

  it("are all told to their readers when their skill is removed", async () => {
    const { host, handled, deliverAll } = await start("");
    void deliverAll([]);
    await host.remove("row");
    expect(host.list()).toEqual([]);
    expect(handled.toSorted((a, b) => a - b)).toEqual(inOrder);
  });
});
