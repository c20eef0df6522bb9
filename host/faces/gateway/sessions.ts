import type { Clock, HistoryMessage, Store, StoredSession } from "@luminarys/sdk-as/engine";
import { GatewayError } from "./gateway-error.js";
import { storedSessionId } from "./gateway-user.js";

const MAX_TITLE = 80;

/** What makes a session. */
export interface SessionInput {
  readonly owner: string;
  /** As its clients are to know it. */
  readonly sessionId: string;
  readonly agentId: string;
  readonly channel: string;
}

/** The conversations of all users, in the host's store. */
export class Sessions {
  private readonly store: Store;
  private readonly clock: Clock;

  constructor({ store, clock }: { store: Store; clock: Clock }) {
    this.store = store;
    this.clock = clock;
  }

  /** Makes one, of which nothing is stored before its first message. */
  create({ owner, sessionId, agentId, channel }: SessionInput): StoredSession {
    const nowMs = this.clock.now();
    const id = storedSessionId(owner, sessionId);
    return { id, owner, agentId, channel, title: "", createdMs: nowMs, usedMs: nowMs };
  }

  /** One of this owner. Throws a GatewayError when there is none, whoever else has one of this name. */
  async find(owner: string, sessionId: string): Promise<StoredSession> {
    const id = storedSessionId(owner, sessionId);
    const session = await this.store.readSession(owner, id);
    if (session) return session;
    const shown = JSON.stringify(sessionId);
    throw new GatewayError("NOT_FOUND", `Cannot find session ${shown}: there is none of this id`);
  }

  /** Remembers that a message was sent; the first one gives the title. */
  async use(session: StoredSession, message: string): Promise<void> {
    const title = session.title === "" ? titleOf(message) : session.title;
    const used = { ...session, title, usedMs: this.clock.now() };
    await this.store.commit([{ kind: "session", session: used }]);
  }

  /** Of an owner, or of all; those that were used last come first. */
  async list(owner: string | undefined): Promise<readonly StoredSession[]> {
    const sessions = await this.store.listSessions(owner);
    return [...sessions].sort((a, b) => b.usedMs - a.usedMs || (a.id < b.id ? -1 : 1));
  }

  async history(session: StoredSession): Promise<readonly HistoryMessage[]> {
    return this.store.listHistory(session.id);
  }

  /** Forgets what was said, and what skills have kept of it. */
  async reset(session: StoredSession): Promise<void> {
    await this.store.commit([
      { kind: "clear_session", sessionId: session.id },
      { kind: "session", session: { ...session, title: "" } },
    ]);
  }

  /** The same, and the session itself. */
  async remove({ id, owner }: StoredSession): Promise<void> {
    await this.store.commit([
      { kind: "clear_session", sessionId: id },
      { kind: "remove_session", owner, id },
    ]);
  }

  /** The same, unless it was used since. */
  async removeUnused({ id, owner }: StoredSession, sinceMs: number): Promise<void> {
    const session = await this.store.readSession(owner, id);
    if (session && session.usedMs < sinceMs) await this.remove(session);
  }
}

function titleOf(message: string): string {
  const line = message.trim().split("\n", 1)[0] ?? "";
  const characters = [...line.slice(0, 2 * MAX_TITLE + 2)];
  if (characters.length <= MAX_TITLE) return characters.join("");
  return `${characters.slice(0, MAX_TITLE - 3).join("")}...`;
}
