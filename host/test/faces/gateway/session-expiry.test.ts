import { MemoryStore } from "@luminarys/sdk-as/engine";
import { expect, it } from "vitest";
import type { SessionInfo } from "../../../faces/gateway/protocol.js";
import { settle } from "./gateway-world.js";
import { begin, hello, openTalk } from "./talk-world.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const config = { anonymous: "viewer", session_days: 2 } as const;

async function titlesOf(peer: { demand<T>(method: string): Promise<T> }): Promise<string[]> {
  const page = await peer.demand<{ sessions: readonly SessionInfo[] }>("sessions.list");
  return page.sessions.map(({ title }) => title);
}

it("forgets a session, with what was said in it, after so many days without a message", async () => {
  const { join, clock, store } = openTalk({ config });
  const peer = await join();
  const old = await begin(peer, "Old");
  clock.advance(DAY_MS);
  await begin(peer, "New");
  clock.advance(DAY_MS + 1);
  await settle();
  clock.advance(HOUR_MS);
  await settle();
  expect(await titlesOf(peer)).toEqual(["New"]);
  expect(await peer.refusal("chat.history", { sessionId: old })).toMatchObject({
    code: "NOT_FOUND",
  });
  expect(await store.listSessions(undefined)).toHaveLength(1);
});

it("forgets what is old already when the host starts", async () => {
  const store = new MemoryStore();
  const before = openTalk({ config: { anonymous: "viewer" }, store });
  await begin(await before.join(), "Old");
  const [session] = await store.listSessions(undefined);
  await store.commit([{ kind: "session", session: { ...session, usedMs: 1 } as never }]);
  const { join, clock } = openTalk({ config, store });
  clock.advance(0);
  await settle();
  expect(await titlesOf(await join())).toEqual([]);
});

it("keeps a session in which a run goes on, however long it takes", async () => {
  const { join, clock, agents } = openTalk({ config });
  const peer = await join();
  const sessionId = await begin(peer, "Long");
  agents.hold();
  const sent = peer.request("chat.send", { ...hello, sessionId });
  await settle();
  clock.advance(5 * DAY_MS);
  await settle();
  agents.held[0]?.finish();
  await sent;
  expect(await titlesOf(peer)).toEqual(["Long"]);
});

it("keeps all sessions unless host.yaml says otherwise", async () => {
  const { join, clock } = openTalk();
  const peer = await join();
  await begin(peer, "Old");
  clock.advance(1000 * DAY_MS);
  await settle();
  expect(await titlesOf(peer)).toEqual(["Old"]);
});

it("tries again an hour later when the store fails", async () => {
  const store = new MemoryStore();
  const { join, clock, errors } = openTalk({ config, store });
  const peer = await join();
  await begin(peer, "Old");
  const list = store.listSessions.bind(store);
  store.listSessions = () => Promise.reject(new Error("the disk is gone")) as never;
  clock.advance(3 * DAY_MS);
  await settle();
  store.listSessions = list;
  expect(errors).toEqual([new Error("the disk is gone")]);
  clock.advance(HOUR_MS);
  await settle();
  expect(await titlesOf(peer)).toEqual([]);
});
