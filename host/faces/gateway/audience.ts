import type { GatewayUser } from "./gateway-user.js";
import type { EventName, EventPayload } from "./protocol.js";
import { includesRole } from "./roles.js";

/** A connection that hears events. */
export interface Listener {
  readonly user: GatewayUser;
  hear(event: EventName, payload: EventPayload): void;
}

interface Happening {
  readonly event: EventName;
  readonly payload: EventPayload;
}

/** Who hears what: a user's connections what happens to that user, those of admins all of it. */
export class Audience {
  private readonly byOwner = new Map<string, Set<Listener>>();
  private readonly admins = new Set<Listener>();

  /** Viewers hear nothing. */
  join(listener: Listener): void {
    const { role, owner } = listener.user;
    if (!includesRole(role, "operator")) return;
    if (role === "admin") this.admins.add(listener);
    const own = this.byOwner.get(owner) ?? new Set();
    this.byOwner.set(owner, own.add(listener));
  }

  leave(listener: Listener): void {
    const { owner } = listener.user;
    this.admins.delete(listener);
    const own = this.byOwner.get(owner);
    own?.delete(listener);
    if (own?.size === 0) this.byOwner.delete(owner);
  }

  /** Tells what happens to a user. */
  emit({ owner, name }: GatewayUser, { event, payload }: Happening): void {
    for (const listener of this.byOwner.get(owner) ?? []) listener.hear(event, payload);
    if (this.admins.size === 0) return;
    const named = { ...payload, user: name };
    for (const admin of this.admins) {
      if (admin.user.owner !== owner) admin.hear(event, named);
    }
  }
}
