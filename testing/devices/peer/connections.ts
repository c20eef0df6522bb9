import type { HostCall } from "../../../engine/device.js";
import { HostError } from "../../../engine/errors.js";

interface Closable {
  readonly id: string;
  readonly call: HostCall;
  readonly isOpen: boolean;
  close(): void;
}

/** The connections of a device, those that have ended too. A skill sees only its own. */
export class Connections<Kind extends Closable> {
  readonly all: Kind[] = [];
  private readonly byId = new Map<string, Kind>();

  add(connection: Kind): void {
    this.all.push(connection);
    this.byId.set(connection.id, connection);
  }

  /** Undefined when the skill has no such connection. */
  find(connId: string, { skillId }: HostCall): Kind | undefined {
    const connection = this.byId.get(connId);
    return connection?.call.skillId === skillId ? connection : undefined;
  }

  /** Throws a HostError when there is none, or it is closed. `action` stands after `Cannot`. */
  demandOpen(connId: string, { call, action }: { call: HostCall; action: string }): Kind {
    const connection = this.find(connId, call);
    if (!connection) {
      throw new HostError(`Cannot ${action} "${connId}": no such connection`, {
        code: "not_found",
      });
    }
    if (connection.isOpen) return connection;
    throw new HostError(`Cannot ${action} "${connId}": it is closed`, { code: "closed" });
  }

  countOpen(skillId: string): number {
    return this.all.filter(({ isOpen, call }) => isOpen && call.skillId === skillId).length;
  }

  /** Ends those of a skill without an event. */
  close(skillId: string): void {
    for (const connection of this.all) {
      if (connection.call.skillId === skillId) connection.close();
    }
  }
}
