import { randomBytes } from "node:crypto";
import { type Connection, HostError } from "@luminarys/sdk-as/engine";

/** Of so many closed connections it is known that they were once open. */
const MOST_CLOSED = 4096;

interface Closable extends Connection {
  /** Ends it without an event. */
  close(): void;
}

/**
 * The open connections of one skill. Ids are never used again, lest one that a skill remembers from
 * before it was replaced leads to another connection.
 */
export class ConnectionTable<Kind extends Closable> {
  private readonly open = new Map<string, Kind>();
  private readonly closed = new Set<string>();

  /** Begins with the area: `tcp-...`. */
  static createId(area: string): string {
    return `${area}-${randomBytes(9).toString("base64url")}`;
  }

  get size(): number {
    return this.open.size;
  }

  add(connection: Kind): void {
    this.open.set(connection.id, connection);
  }

  /** Must be told when a connection has ended. */
  retire({ id }: Kind): void {
    if (!this.open.delete(id)) return;
    this.closed.add(id);
    const [oldest = ""] = this.closed;
    if (this.closed.size > MOST_CLOSED) this.closed.delete(oldest);
  }

  /** Undefined when no such connection is open. */
  find(connId: string): Kind | undefined {
    return this.open.get(connId);
  }

  /**
   * Throws a HostError: `closed` when it has ended, `not_found` when the skill never had it, or long
   * ago. `action` stands after `Cannot`.
   */
  demandOpen(connId: string, action: string): Kind {
    const connection = this.open.get(connId);
    if (connection) return connection;
    const refuse = (reason: string, code: HostError["code"]) =>
      new HostError(`Cannot ${action} "${connId}": ${reason}`, { code });
    if (this.closed.has(connId)) throw refuse("it is closed", "closed");
    throw refuse("no such connection", "not_found");
  }

  closeAll(): void {
    for (const connection of [...this.open.values()]) connection.close();
  }
}
