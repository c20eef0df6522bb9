import type { SocketMailboxes } from "@luminarys/sdk-as/engine/cores";

/** Of one skill. */
const MOST_NAMES = 64;

/**
 * What came over connections that have ended, until their skills receive it. Of too many names the
 * oldest are dropped.
 */
export class Leftovers {
  private readonly mailboxes: SocketMailboxes;
  private readonly names = new Map<string, Set<string>>();

  constructor(mailboxes: SocketMailboxes) {
    this.mailboxes = mailboxes;
  }

  /** Nothing more will come for the name. Who waits for it learns that. */
  close(socket: string): void {
    this.mailboxes.close(socket);
    for (const [skillId, { size }] of this.mailboxes.users(socket)) {
      if (size === 0) this.mailboxes.forget(skillId, socket);
      else this.keep(skillId, socket);
    }
  }

  /** The name is in use again. */
  reopen(socket: string): void {
    for (const names of this.names.values()) names.delete(socket);
  }

  /** Gives the oldest message of a name that has ended. */
  take(skillId: string, socket: string) {
    const mailbox = this.mailboxes.find(skillId, socket);
    const message = mailbox?.take();
    if (mailbox?.size === 0) this.drop(skillId, socket);
    return message;
  }

  /** The skill is gone, or not the one that it was. */
  forget(skillId: string): void {
    for (const name of this.names.get(skillId) ?? []) this.mailboxes.forget(skillId, name);
    this.names.delete(skillId);
  }

  private keep(skillId: string, socket: string): void {
    const names = this.names.get(skillId) ?? new Set<string>();
    this.names.set(skillId, names.add(socket));
    const [oldest] = names;
    if (names.size > MOST_NAMES && oldest !== undefined) this.drop(skillId, oldest);
  }

  private drop(skillId: string, socket: string): void {
    this.mailboxes.forget(skillId, socket);
    this.names.get(skillId)?.delete(socket);
  }
}
