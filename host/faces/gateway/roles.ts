import type { Role } from "../../config/model.js";
import { GatewayError } from "./gateway-error.js";

const ranks: Readonly<Record<Role, number>> = { viewer: 0, operator: 1, admin: 2 };

/** Who may call what; a method that isn't here is refused to all. `connect` is before all roles. */
export const methodRoles: ReadonlyMap<string, Role> = new Map<string, Role>([
  ["connect", "viewer"],
  ["health", "viewer"],
  ["status", "viewer"],
  ["skills.list", "viewer"],
  ["agents.list", "operator"],
  ["chat.send", "operator"],
  ["chat.abort", "operator"],
  ["chat.history", "operator"],
  ["sessions.list", "operator"],
  ["sessions.preview", "operator"],
  ["sessions.reset", "operator"],
  ["sessions.delete", "operator"],
  ["skills.invoke", "operator"],
]);

/** Whether a role includes another one. */
export function includesRole(role: Role, wanted: Role): boolean {
  return ranks[role] >= ranks[wanted];
}

/** Throws a GatewayError when a role may not call a method. */
export function demandRole(
  role: Role,
  { method, roles = methodRoles }: { method: string; roles?: ReadonlyMap<string, Role> },
): void {
  const wanted = roles.get(method);
  if (wanted === undefined) {
    throw new GatewayError("UNAUTHORIZED", `Cannot call ${method}: it has no declared role`);
  }
  if (includesRole(role, wanted)) return;
  const reason = `it needs the role ${wanted}, and this connection has ${role}`;
  const hint = "connect with a token of that role";
  throw new GatewayError("UNAUTHORIZED", `Cannot call ${method}: ${reason}. Hint: ${hint}`);
}
