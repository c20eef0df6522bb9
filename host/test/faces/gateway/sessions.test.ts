import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { MemoryStore, type Store } from "@luminarys/sdk-as/engine";
import { describe, expect, it, onTestFinished } from "vitest";
import type { SessionInfo } from "../../../faces/gateway/protocol.js";
import { openLmdbStore } from "../../../store/lmdb-store.js";
import { StoreError } from "../../../store/store-error.js";
import { settle } from "./gateway-world.js";
import { begin, hello, openTalk } from "./talk-world.js";

interface Page {
  readonly sessions: readonly SessionInfo[];
  readonly total: number;
  readonly next?: string;
}

describe("sessions.list", () => {
  it("tells of one's sessions, those first that were used last", async () => {
    const { join, clock } = openTalk();
    const peer = await join();
    const first = await begin(peer, "First\nof all");
    clock.advance(1000);
    const second = await begin(peer, "Second", "other");
    clock.advance(1000);
    await peer.demand("chat.send", { ...hello, message: "Again", sessionId: first });
    const start = 1_800_000_000_000;
    expect(await peer.demand("sessions.list")).toEqual({
      sessions: [
        {
          sessionId: first,
          agentId: "main",
          channel: "web",
          title: "First",
          created_ms: start,
          used_ms: start + 2000,
          runs: [],
        },
        {
          sessionId: second,
          agentId: "other",
          channel: "web",
          title: "Second",
          created_ms: start + 1000,
          used_ms: start + 1000,
          runs: [],
        },
      ],
      total: 2,
    });
  });

  it("names the runs that go on", async () => {
    const { join, agents } = openTalk();
    const peer = await join();
    const sessionId = await begin(peer);
    agents.hold();
    const sent = peer.request("chat.send", { ...hello, sessionId });
    await settle();
    const [info] = (await peer.demand<Page>("sessions.list")).sessions;
    agents.held[0]?.finish();
    await sent;
    expect(info?.runs).toEqual([agents.held[0]?.run.traceId]);
  });

  it("cuts a long title to 80 characters", async () => {
    const peer = await openTalk().join();
    await begin(peer, "\u{1f600}".repeat(100));
    const { sessions } = await peer.demand<Page>("sessions.list");
    expect(sessions[0]?.title).toBe(`${"\u{1f600}".repeat(77)}...`);
  });

  it("gives pages that a session which is used meanwhile doesn't shift", async () => {
    const { join, clock } = openTalk();
    const peer = await join();
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) {
      ids.unshift(await begin(peer));
      clock.advance(10);
    }
    const first = await peer.demand<Page>("sessions.list", { limit: 2 });
    await peer.demand("chat.send", { ...hello, sessionId: ids[4] });
    const second = await peer.demand<Page>("sessions.list", { limit: 2, cursor: first.next });
    const seen = [...first.sessions, ...second.sessions].map(({ sessionId }) => sessionId);
    expect(seen).toEqual(ids.slice(0, 4));
    expect([first.total, second.next]).toEqual([5, undefined]);
  });

  it.each(["x", "W10", "e30", "A".repeat(8192)])("refuses the cursor %j", async (cursor) => {
    const peer = await openTalk().join();
    expect(await peer.refusal("sessions.list", { cursor })).toMatchObject({
      code: "INVALID_REQUEST",
      message:
        "Cannot call sessions.list: cursor isn't one of this gateway. Hint: pass on next, or leave it out",
    });
  });

  it("shows nobody else's sessions but to admins that ask for all, or for a user's", async () => {
    const { join } = openTalk();
    const [ann, bob] = [await join(), await join({ userId: "bob", token: "press" })];
    const ids = [await begin(ann), await begin(bob)];
    expect((await ann.demand<Page>("sessions.list")).sessions).toHaveLength(1);
    const admin = await join({ token: "root" });
    expect(await admin.demand("sessions.list")).toEqual({ sessions: [], total: 0 });
    const all = (await admin.demand<Page>("sessions.list", { all: true })).sessions;
    expect(new Map(all.map(({ sessionId, user }) => [sessionId, user]))).toEqual(
      new Map([
        [ids[0], { token: "team", user_id: "ann" }],
        [ids[1], { token: "press", user_id: "bob" }],
      ]),
    );
    const user = { token: "press", user_id: "bob" };
    const bobs = await admin.demand<Page>("sessions.list", { user });
    expect(bobs.sessions.map(({ sessionId }) => sessionId)).toEqual([ids[1]]);
  });

  it.each([{ all: true }, { user: { token: "press", user_id: "bob" } }])(
    "with %j needs the role admin",
    async (params) => {
      const peer = await openTalk().join();
      expect(await peer.refusal("sessions.list", params)).toEqual({
        code: "UNAUTHORIZED",
        message: "Cannot call sessions.list: sessions of others need the role admin",
        retryable: false,
      });
    },
  );

  it("tells thousands of sessions apart", async () => {
    const { join, store } = openTalk();
    const peer = await join();
    const owner = "team/ann";
    for (let index = 0; index < 5000; index++) {
      const id = `gateway/${owner}/s${index}`;
      const session = { id, owner, agentId: "main", channel: "web", title: "", createdMs: 0 };
      await store.commit([{ kind: "session", session: { ...session, usedMs: index } }]);
    }
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const params = { limit: 500, ...(cursor !== undefined && { cursor }) };
      const page: Page = await peer.demand("sessions.list", params);
      for (const { sessionId } of page.sessions) seen.add(sessionId);
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen.size).toBe(5000);
  });
});

describe("sessions.preview", () => {
  it("tells of a session and how its last messages begin", async () => {
    const { join } = openTalk();
    const peer = await join();
    const sessionId = await begin(peer, "é".repeat(300));
    await peer.demand("chat.send", { ...hello, message: "Short", sessionId });
    expect(await peer.demand("sessions.preview", { sessionId })).toMatchObject({
      sessionId,
      agentId: "main",
      total: 4,
      messages: [
        { role: "assistant", content: "é".repeat(200) },
        { role: "user", content: "Short" },
        { role: "assistant", content: "Short!" },
      ],
    });
  });
});

describe("sessions.reset", () => {
  it("forgets what was said and what skills kept, and the session stays", async () => {
    const { join, store } = openTalk();
    const peer = await join();
    const sessionId = await begin(peer);
    const storedId = `gateway/team/ann/${sessionId}`;
    const state = Uint8Array.of(1);
    await store.commit([{ kind: "state", skillId: "notes", sessionId: storedId, state }]);
    expect(await peer.demand("sessions.reset", { sessionId })).toEqual({ reset: true });
    expect(await store.readState("notes", storedId)).toBe(undefined);
    expect(await peer.demand("chat.history", { sessionId })).toMatchObject({ messages: [] });
    await peer.demand("chat.send", { ...hello, message: "Anew", sessionId });
    const [info] = (await peer.demand<Page>("sessions.list")).sessions;
    expect(info).toMatchObject({ sessionId, title: "Anew" });
  });
});

describe("sessions.delete", () => {
  it("forgets the session with all that it holds", async () => {
    const { join, store } = openTalk();
    const peer = await join();
    const [gone, kept] = [await begin(peer), await begin(peer)];
    expect(await peer.demand("sessions.delete", { sessionId: gone })).toEqual({ deleted: true });
    const { sessions } = await peer.demand<Page>("sessions.list");
    expect(sessions.map(({ sessionId }) => sessionId)).toEqual([kept]);
    expect(await store.listHistory(`gateway/team/ann/${gone}`)).toEqual([]);
    expect(await store.listHistory(`gateway/team/ann/${kept}`)).toHaveLength(2);
    expect(await peer.refusal("chat.send", { ...hello, sessionId: gone })).toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("of a session in which a run goes on is FAILED_PRECONDITION", async () => {
    const { join, agents } = openTalk();
    const peer = await join();
    const sessionId = await begin(peer);
    agents.hold();
    const sent = peer.request("chat.send", { ...hello, sessionId });
    await settle();
    for (const method of ["sessions.delete", "sessions.reset"]) {
      expect(await peer.refusal(method, { sessionId })).toEqual({
        code: "FAILED_PRECONDITION",
        message: "Cannot change the session: a run goes on in it. Hint: call chat.abort first",
        retryable: false,
      });
    }
    agents.held[0]?.finish();
    expect(await sent).toMatchObject({ ok: true });
    expect(await peer.demand("sessions.delete", { sessionId })).toEqual({ deleted: true });
  });

  it("of a session whose run was aborted waits until its agent has let go", async () => {
    const { join, agents, store } = openTalk();
    const peer = await join();
    const sessionId = await begin(peer);
    agents.hold();
    const sent = peer.request("chat.send", { ...hello, sessionId });
    await settle();
    await peer.demand("chat.abort", { sessionId });
    await sent;
    const deleted = peer.demand("sessions.delete", { sessionId });
    await settle();
    const storedId = `gateway/team/ann/${sessionId}`;
    await store.appendHistory(storedId, { role: "assistant", content: "half an ans" });
    agents.held[0]?.finish();
    expect(await deleted).toEqual({ deleted: true });
    expect(await store.listHistory(storedId)).toEqual([]);
  });

  it("goes before a message that is sent meanwhile, which finds nothing", async () => {
    const memory = new MemoryStore();
    let release = () => {};
    const commits = { wait: Promise.resolve() };
    const store: Store = Object.assign(Object.create(memory), {
      commit: async (changes: never) => {
        await commits.wait;
        memory.commit(changes);
      },
    });
    const { join } = openTalk({ store });
    const peer = await join();
    const sessionId = await begin(peer);
    commits.wait = new Promise((resolve) => {
      release = resolve;
    });
    const deleted = peer.request("sessions.delete", { sessionId });
    const sent = (await join()).request("chat.send", { ...hello, sessionId });
    await settle();
    release();
    expect(await deleted).toMatchObject({ ok: true });
    expect(await sent).toMatchObject({ ok: false, error: { code: "NOT_FOUND" } });
    expect(memory.listSessions()).toEqual([]);
  });
});

describe("a session of somebody else", () => {
  const methods = [
    "chat.history",
    "chat.abort",
    "sessions.preview",
    "sessions.reset",
    "sessions.delete",
  ];

  it.each(methods)("is NOT_FOUND for %s, by whatever name it is asked for", async (method) => {
    const { join } = openTalk();
    const sessionId = await begin(await join());
    const eve = await join({ userId: "eve" });
    const names = [sessionId, `../ann/${sessionId}`, `team/ann/${sessionId}`];
    for (const name of [...names, `gateway/team/ann/${sessionId}`, "__proto__"]) {
      expect(await eve.refusal(method, { sessionId: name })).toEqual({
        code: "NOT_FOUND",
        message: `Cannot find session ${JSON.stringify(name)}: there is none of this id`,
        retryable: false,
      });
    }
    const ann = await join();
    expect(await ann.demand("chat.history", { sessionId })).toMatchObject({ total: 2 });
  });

  it.each(methods)("is an admin's to reach with %s, by the name of its user", async (method) => {
    const { join } = openTalk();
    const sessionId = await begin(await join());
    const admin = await join({ token: "root" });
    expect(await admin.refusal(method, { sessionId })).toMatchObject({ code: "NOT_FOUND" });
    const user = { token: "team", user_id: "ann" };
    expect(await admin.request(method, { sessionId, user })).toMatchObject({ ok: true });
  });

  it("isn't one of a user whose name looks like it", async () => {
    const { join } = openTalk();
    const sessionId = await begin(await join({ userId: "a/b" }));
    for (const userId of ["a", "a%2Fb", "a/b/", "A/b"]) {
      const peer = await join({ userId });
      expect(await peer.refusal("chat.history", { sessionId })).toMatchObject({
        code: "NOT_FOUND",
      });
    }
  });
});

describe("sessions on disk", () => {
  it("are there again when the host is", async () => {
    const path = mkdtempSync(joinPath(tmpdir(), "gateway-"));
    onTestFinished(() => rmSync(path, { recursive: true, force: true }));
    const before = await openLmdbStore({ path, survives: "process" });
    const sessionId = await begin(await openTalk({ store: before }).join());
    await before.close();
    const after = await openLmdbStore({ path, survives: "process" });
    onTestFinished(() => after.close());
    const peer = await openTalk({ store: after }).join();
    expect((await peer.demand<Page>("sessions.list")).sessions).toMatchObject([{ sessionId }]);
    expect(await peer.demand("chat.history", { sessionId })).toMatchObject({ total: 2 });
  });

  it("that can't be written are UNAVAILABLE, without the store's own words", async () => {
    const failing = new StoreError('Cannot write store "/srv/data": no', { code: "unwritten" });
    const store: Store = Object.assign(new MemoryStore(), {
      commit: () => Promise.reject(failing),
    });
    const peer = await openTalk({ store }).join();
    expect(await peer.refusal("chat.send", hello)).toEqual({
      code: "UNAVAILABLE",
      message: "Cannot use the store: it failed",
      retryable: true,
      retryAfterMs: 1000,
    });
  });
});
