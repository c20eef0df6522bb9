import { Journal, RequirementError } from "@luminarys/sdk-as/engine";
import { createHost, type Host, HostLimitError, type HostNotice } from "@luminarys/skill-host";
import { encode } from "@msgpack/msgpack";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { constantBytes, pack } from "../../test/engine/guest.js";
import { guestSkill, hostCall, hostImport, LOOP, MISBEHAVE, manifestFor } from "./guest-skill.js";

let host: Host;
let notices: HostNotice[];

beforeEach(() => {
  notices = [];
  host = createHost({ onNotice: (notice) => notices.push(notice) });
});

afterEach(() => host.stop());

const kinds = () => notices.map(({ kind }) => kind);
const answerOf = async (id: string, on = host) => (await on.invoke(id, "run")).value;

/** A guest that answers this. */
function answering(text: string): Uint8Array {
  const { data, result } = constantBytes(1200, encode({ version: 1, payload: encode(text) }));
  return guestSkill({ handle: result, more: data });
}

const input = (id: string, module = guestSkill({}), manifest = {}) => ({
  manifest: manifestFor(id, manifest),
  module,
});

/** Settles at the next notice of that kind. */
function nextNotice(wanted: HostNotice["kind"], options = {}) {
  let found = (_: HostNotice): void => {};
  const noticed = new Promise<HostNotice>((resolve) => {
    found = resolve;
  });
  const watched = createHost({
    ...options,
    onNotice: (notice) => notice.kind === wanted && found(notice),
  });
  return { watched, noticed };
}

describe("a host", () => {
  it("starts a skill's thread on first use and lists what it runs", async () => {
    const added = await host.add(input("one"));
    await host.add(input("two"));
    expect(added).toMatchObject({ skill_name: "Guest", methods: [{ name: "run" }] });
    expect(host.describe("one")).toEqual(added);
    expect(kinds()).toEqual([]);
    expect(await answerOf("two")).toBe("fine");
    expect(kinds()).toEqual(["worker_started"]);
    expect(host.list()).toMatchObject([
      { id: "one", status: "stopped", descriptor: added, manifest: { path: "one.wasm" } },
      { id: "two", status: "idle" },
    ]);
  });

  it("says that a skill runs, while others answer", async () => {
    await host.add(input("slow", guestSkill({ misbehave: LOOP })));
    await host.add(input("fast"));
    const slow = host.invoke("slow", "run", { args: MISBEHAVE });
    expect(await answerOf("fast")).toBe("fine");
    expect(host.list().map(({ status }) => status)).toEqual(["running", "idle"]);
    const ended = expect(slow).rejects.toThrow(HostLimitError);
    await host.stop({ graceMs: 0 });
    await ended;
  });

  it("ends an idle thread, and starts another for the next call", async () => {
    const { watched, noticed } = nextNotice("worker_stopped");
    await watched.add(input("skill", guestSkill({}), { limits: { idle_ms: 1 } }));
    expect(await answerOf("skill", watched)).toBe("fine");
    expect(await noticed).toEqual({ kind: "worker_stopped", skillId: "skill" });
    expect(watched.list()[0]?.status).toBe("stopped");
    expect(await answerOf("skill", watched)).toBe("fine");
    await watched.stop();
  });

  it("refuses an id that is taken, and what the manifest doesn't grant; nothing of it stays", async () => {
    await host.add(input("skill"));
    await expect(host.add(input("skill"))).rejects.toMatchObject({ code: "id" });
    const { data, result } = constantBytes(
      1500,
      encode({ ...host.describe("skill"), requirements: [{ kind: "llm" }] }),
    );
    const demanding = guestSkill({ describe: result, more: data });
    await expect(host.add(input("other", demanding))).rejects.toThrow(RequirementError);
    expect(host.list().map(({ id }) => id)).toEqual(["skill"]);
    expect(await answerOf("skill")).toBe("fine");
  });

  it("answers that it is busy when too many calls wait, and goes on", async () => {
    const limits = { queue: 2, deadline_ms: 300 };
    await host.add(input("skill", guestSkill({ misbehave: LOOP }), { limits }));
    const running = host.invoke("skill", "run", { args: MISBEHAVE });
    const waiting = [answerOf("skill"), answerOf("skill")];
    await expect(answerOf("skill")).rejects.toMatchObject({
      name: "InvokeError",
      code: "queue_full",
      message: 'Cannot invoke "skill": 2 calls wait already. Hint: raise limits.queue',
    });
    await expect(running).rejects.toMatchObject({ code: "deadline" });
    expect(await Promise.all(waiting)).toEqual(["fine", "fine"]);
  });

  it("ends a call at its own deadline", async () => {
    await host.add(input("skill", guestSkill({ misbehave: LOOP })));
    await answerOf("skill");
    const call = host.invoke("skill", "run", { args: MISBEHAVE, timeoutMs: 50 });
    await expect(call).rejects.toEqual(
      new HostLimitError('Cannot finish "skill/run": its deadline has passed', {
        code: "deadline",
      }),
    );
    expect(await answerOf("skill")).toBe("fine");
  });

  it("removes a skill and frees its id", async () => {
    await host.add(input("skill"));
    await answerOf("skill");
    await host.remove("skill");
    await expect(answerOf("skill")).rejects.toMatchObject({ code: "unknown" });
    await host.add(input("skill", answering("again")));
    expect(await answerOf("skill")).toBe("again");
  });
});

describe("replacing a skill on a host", () => {
  it("takes over between two calls, without a failed one", async () => {
    await host.add(input("skill", answering("old")));
    const calls = [answerOf("skill")];
    const replaced = host.replace(input("skill", answering("new"), { description: "newer" }));
    for (let i = 0; i < 20; i++) calls.push(answerOf("skill"));
    await replaced;
    expect(await answerOf("skill")).toBe("new");
    const answers = await Promise.all(calls);
    expect(answers).toEqual([...answers].sort().reverse());
    expect(host.list()[0]?.manifest.description).toBe("newer");
  });

  it("leaves the old one when the new one is broken", async () => {
    await host.add(input("skill", answering("old")));
    const broken = guestSkill({ describe: "unreachable" });
    await expect(host.replace(input("skill", broken))).rejects.toMatchObject({
      name: "SkillTrapError",
    });
    await expect(host.replace(input("nobody"))).rejects.toMatchObject({ code: "unknown" });
    expect(await answerOf("skill")).toBe("old");
  });
});

describe("stopping a host", () => {
  it("lets the running call end, drops those that wait, and takes no more", async () => {
    await host.add(
      input("skill", guestSkill({ misbehave: LOOP }), { limits: { deadline_ms: 200 } }),
    );
    const running = host.invoke("skill", "run", { args: MISBEHAVE });
    const waiting = answerOf("skill");
    const stopped = host.stop({ graceMs: 10_000 });
    await expect(answerOf("skill")).rejects.toMatchObject({
      code: "closed",
      message: 'Cannot invoke "skill/run": the host is stopping',
    });
    await expect(host.add(input("late"))).rejects.toMatchObject({ code: "closed" });
    await expect(waiting).rejects.toMatchObject({ code: "closed" });
    await expect(running).rejects.toMatchObject({ code: "deadline" });
    await stopped;
    expect(host.list()).toEqual([]);
  });

  it("ends what runs for longer than the grace", async () => {
    await host.add(input("skill", guestSkill({ misbehave: LOOP })));
    const running = host.invoke("skill", "run", { args: MISBEHAVE });
    running.catch(() => {});
    await host.stop({ graceMs: 50 });
    await expect(running).rejects.toEqual(
      new HostLimitError(
        'Cannot finish a call of "skill": the host stopped and it ran for 50 ms more',
        { code: "stopped" },
      ),
    );
  });

  it("ends what is being loaded", async () => {
    const added = host.add(input("skill", guestSkill({ describe: `${LOOP} (i64.const 0)` })));
    added.catch(() => {});
    await host.stop();
    await expect(added).rejects.toMatchObject({ code: "stopped" });
    await host.stop();
  });
});

describe("host calls", () => {
  const asked = {
    imports: ["time_now", "cluster_node_list", "tcp_request"].map(hostImport).join(" "),
    request: { addr: "10.0.0.1:1" },
    alloc: "(i32.const 3000)",
  };
  const [time, nodes, tcp] = ["time_now", "cluster_node_list", "tcp_request"].map((name) =>
    hostCall(name, asked.request),
  );

  it("of both threads are in the journal, in their order and with their verdict", async () => {
    const journal = new Journal();
    const watched = createHost({ journal });
    const misbehave = `${time} ${nodes} ${tcp} ${time}`;
    await watched.add(input("skill", guestSkill({ ...asked, misbehave })));
    await watched.invoke("skill", "run", { args: MISBEHAVE, requestId: "r1" });
    expect(journal.entries()).toMatchObject([
      { seq: 1, name: "time_now", allowed: true, error: null, method: "run", requestId: "r1" },
      {
        seq: 2,
        name: "cluster_node_list",
        allowed: true,
        answer: { nodes: [{ skills: ["skill"] }] },
      },
      { seq: 3, name: "tcp_request", allowed: false, error: { code: "denied" } },
      { seq: 4, name: "time_now", allowed: true },
    ]);
    await watched.stop();
  });

  it("are in the journal when the call is ended", async () => {
    const journal = new Journal();
    const watched = createHost({ journal, onNotice: () => {} });
    const module = guestSkill({ ...asked, misbehave: `${time} ${time} ${LOOP}` });
    await watched.add(input("skill", module, { limits: { deadline_ms: 100 } }));
    const call = watched.invoke("skill", "run", { args: MISBEHAVE });
    await expect(call).rejects.toMatchObject({ code: "deadline" });
    expect(journal.entries().map(({ name }) => name)).toEqual(["time_now", "time_now"]);
    await watched.stop();
  });

  it("of both threads count together, each call anew", async () => {
    const journal = new Journal();
    const watched = createHost({ journal });
    const misbehave = `${time} ${nodes} ${time} ${nodes} ${time}`;
    const limits = { host_calls: 3 };
    await watched.add(input("skill", guestSkill({ ...asked, misbehave }), { limits }));
    for (let i = 0; i < 2; i++) await watched.invoke("skill", "run", { args: MISBEHAVE });
    const allowed = [true, true, true, false, false];
    expect(journal.entries().map((entry) => entry.allowed)).toEqual([...allowed, ...allowed]);
    await watched.stop();
  });
});

it("arguments and answers cross between the threads unchanged", async () => {
  const handle = pack("(local.get $p)", "(local.get $n)");
  const memory = '(memory (export "memory") 64)';
  await host.add(input("echo", guestSkill({ handle, memory })));
  const args = {
    text: "\u00fc".repeat(100_000),
    bytes: new Uint8Array(1000).fill(7),
    none: null,
  };
  expect((await host.invoke("echo", "run", { args })).value).toEqual(args);
});
