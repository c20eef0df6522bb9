import type { StoredSession } from "@luminarys/sdk-as/engine";
import type { ParamsObject, Scope } from "../gateway.js";
import { GatewayError } from "../gateway-error.js";
import { ownerOf } from "../gateway-user.js";
import type { UserName } from "../protocol.js";
import { invalid, object, optional, readParams, text } from "../read-params.js";
import { includesRole } from "../roles.js";

const MAX_ID = 255;

/** The parameters that say which session is meant; both names mean the same. */
export const sessionFields = {
  sessionId: optional(text({ max: MAX_ID })),
  sessionKey: optional(text({ max: MAX_ID })),
};

/** With them: whose it is, for admins. */
export const anySessionFields = { ...sessionFields, user: optional(object()) };

interface SessionParams {
  readonly sessionId: string | undefined;
  readonly sessionKey: string | undefined;
}

type AnySessionParams = SessionParams & { readonly user: ParamsObject | undefined };

/** Throws a GatewayError when the two names say different things. */
export function readSessionId(
  { sessionId, sessionKey }: SessionParams,
  method: string,
): string | undefined {
  if (sessionId === undefined || sessionKey === undefined) return sessionId ?? sessionKey;
  if (sessionId === sessionKey) return sessionId;
  throw invalid(method, "sessionId and sessionKey differ. Hint: they are two names of one thing");
}

/** The id of a session that has to be given. Throws a GatewayError. */
export function demandSessionId(params: SessionParams, method: string): string {
  const id = readSessionId(params, method);
  if (id !== undefined) return id;
  throw invalid(method, "sessionId is missing, expected a text of 1 to 255 characters");
}

/** The session that is meant: one's own, or for an admin one of the named user. */
export async function findSession(
  params: AnySessionParams,
  { method, scope }: { method: string; scope: Scope },
): Promise<StoredSession> {
  const id = demandSessionId(params, method);
  return scope.gateway.sessions.find(readOwner(params.user, { method, scope }), id);
}

/** Whose sessions are meant. Throws a GatewayError when somebody else's are, for all but admins. */
export function readOwner(
  user: ParamsObject | undefined,
  { method, scope }: { method: string; scope: Scope },
): string {
  if (user === undefined) return scope.user.owner;
  const fields = { token: text({ min: 0, max: MAX_ID }), user_id: text({ max: MAX_ID }) };
  const owner = ownerOf(readParams(user, { method: `${method} with user`, fields }) as UserName);
  if (owner === scope.user.owner || includesRole(scope.user.role, "admin")) return owner;
  const message = `Cannot call ${method}: sessions of others need the role admin`;
  throw new GatewayError("UNAUTHORIZED", message);
}
