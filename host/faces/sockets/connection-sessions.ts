import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Store } from "@luminarys/sdk-as/engine";
import type { Host } from "../../host.js";
import type { SessionIds } from "../../values/session-id.js";
import type { Link } from "./link.js";

export interface ConnectionSessionsParts {
  readonly sessions: Pick<SessionIds, "fromCookies">;
  readonly store: Pick<Store, "readState" | "commit">;
  /** Whose states a session may hold. */
  readonly skills: () => ReturnType<Host["list"]>;
  /** Told why what a session left couldn't be deleted. */
  readonly onError: (error: unknown) => void;
}

/** In which session a client's connection speaks. */
export interface ConnectionSession {
  readonly sessionId: string;
  /** Whether it is the connection's own, which ends with it. */
  readonly isOwn: boolean;
}

/** The sessions of connections: the browser's by its cookie, else one for each. */
export class ConnectionSessions {
  private readonly parts: ConnectionSessionsParts;
  private readonly clearing = new Set<Promise<void>>();
  private isClosed = false;

  constructor(parts: ConnectionSessionsParts) {
    this.parts = parts;
  }

  of({ headers }: Pick<IncomingMessage, "headers">): ConnectionSession {
    const known = this.parts.sessions.fromCookies(headers.cookie);
    return { sessionId: known ?? randomUUID(), isOwn: known === undefined };
  }

  /** It is gone: what skills have stored for it alone is deleted, once they are done with it. */
  end({ sessionId, isOwn }: ConnectionSession, { line }: Link): void {
    if (!isOwn) return;
    void line.settled.then(() => {
      if (this.isClosed) return;
      const cleared = this.clear(sessionId).catch(this.parts.onError);
      this.clearing.add(cleared);
      void cleared.then(() => this.clearing.delete(cleared));
    });
  }

  /** Settles when the store is no longer used. */
  async close(): Promise<void> {
    // What has just ended is still cleared.
    await Promise.resolve();
    this.isClosed = true;
    await Promise.all(this.clearing);
  }

  /** Most connections have stored nothing, and a commit costs more than a look. */
  private async clear(sessionId: string): Promise<void> {
    const { store, skills } = this.parts;
    for (const { id } of skills()) {
      if (!(await store.readState(id, sessionId))) continue;
      await store.commit([{ kind: "clear_session", sessionId }]);
      return;
    }
  }
}
