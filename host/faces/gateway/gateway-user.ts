import type { Role } from "../../config/model.js";
import type { UserName } from "./protocol.js";

/** Who is connected. Everything that a user has stands under `owner`. */
export interface GatewayUser {
  readonly role: Role;
  readonly name: UserName;
  readonly owner: string;
}

export function toUser(name: UserName, role: Role): GatewayUser {
  return { role, name, owner: ownerOf(name) };
}

/** Different for each two users: both parts are escaped, and the token comes first. */
export function ownerOf({ token, user_id }: UserName): string {
  return `${encodeURIComponent(token)}/${encodeURIComponent(user_id)}`;
}

/** Whom an owner stands for. */
export function nameOf(owner: string): UserName {
  const [token = "", userId = ""] = owner.split("/");
  return { token: decodeURIComponent(token), user_id: decodeURIComponent(userId) };
}

/**
 * The session as skills, histories and the store know it. It carries its user: whatever a client asks
 * for, it reaches nobody else's.
 */
export function storedSessionId(owner: string, sessionId: string): string {
  return `gateway/${owner}/${sessionId}`;
}

/** The session as its clients know it. */
export function clientSessionId(owner: string, storedId: string): string {
  return storedId.slice(storedSessionId(owner, "").length);
}
