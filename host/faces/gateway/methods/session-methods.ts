import type { StoredSession } from "@luminarys/sdk-as/engine";
import type { ParamsObject, Scope } from "../gateway.js";
import { GatewayError } from "../gateway-error.js";
import { clientSessionId, nameOf } from "../gateway-user.js";
import type { SessionInfo } from "../protocol.js";
import { flag, invalid, object, optional, readParams, text, wholeNumber } from "../read-params.js";
import { includesRole } from "../roles.js";
import { anySessionFields, findSession, readOwner } from "./session-param.js";

const LIST = { usual: 50, most: 500 };
const PREVIEW = { usual: 3, most: 20, characters: 200 };
const MAX_CURSOR = 8192;

const listFields = {
  limit: optional(wholeNumber({ min: 1, max: LIST.most })),
  cursor: optional(text({ max: MAX_CURSOR })),
  user: optional(object()),
  all: optional(flag()),
};

/** Sessions, those first that were used last; `next` is the cursor of those behind them. */
export async function sessionsList(params: ParamsObject, scope: Scope): Promise<unknown> {
  const method = "sessions.list";
  const read = readParams(params, { method, fields: listFields });
  const { all = false, limit = LIST.usual, cursor } = read;
  if (all && !includesRole(scope.user.role, "admin")) {
    const message = `Cannot call ${method}: sessions of others need the role admin`;
    throw new GatewayError("UNAUTHORIZED", message);
  }
  const owner = all ? undefined : readOwner(read.user, { method, scope });
  const sessions = await scope.gateway.sessions.list(owner);
  const behind = cursor === undefined ? sessions : sessionsBehind(cursor, { sessions, method });
  const page = behind.slice(0, limit);
  const last = page.at(-1);
  const next = last && behind.length > limit ? cursorOf(last) : undefined;
  return {
    sessions: page.map((session) => toInfo(session, { scope, isNamed: all })),
    total: sessions.length,
    ...(next !== undefined && { next }),
  };
}

const previewFields = {
  ...anySessionFields,
  limit: optional(wholeNumber({ min: 1, max: PREVIEW.most })),
};

/** A session and how its last messages begin. */
export async function sessionsPreview(params: ParamsObject, scope: Scope): Promise<unknown> {
  const method = "sessions.preview";
  const read = readParams(params, { method, fields: previewFields });
  const session = await findSession(read, { method, scope });
  const history = await scope.gateway.sessions.history(session);
  const messages = history.slice(-(read.limit ?? PREVIEW.usual)).map(({ role, content }) => ({
    role,
    content: [...content.slice(0, 2 * PREVIEW.characters)].slice(0, PREVIEW.characters).join(""),
  }));
  return { ...toInfo(session, { scope, isNamed: false }), messages, total: history.length };
}

/** Forgets what was said in a session. */
export async function sessionsReset(params: ParamsObject, scope: Scope): Promise<unknown> {
  const method = "sessions.reset";
  const read = readParams(params, { method, fields: anySessionFields });
  const session = await findSession(read, { method, scope });
  const { chats, sessions } = scope.gateway;
  await chats.change(session.id, () => sessions.reset(session));
  return { reset: true };
}

/** Forgets a session. */
export async function sessionsDelete(params: ParamsObject, scope: Scope): Promise<unknown> {
  const method = "sessions.delete";
  const read = readParams(params, { method, fields: anySessionFields });
  const session = await findSession(read, { method, scope });
  const { chats, sessions } = scope.gateway;
  await chats.change(session.id, () => sessions.remove(session));
  return { deleted: true };
}

function toInfo(
  session: StoredSession,
  { scope, isNamed }: { scope: Scope; isNamed: boolean },
): SessionInfo {
  const { id, owner, agentId, channel, title, createdMs, usedMs } = session;
  return {
    sessionId: clientSessionId(owner, id),
    agentId,
    channel,
    title,
    created_ms: createdMs,
    used_ms: usedMs,
    runs: scope.gateway.chats.runsOf(id),
    ...(isNamed && { user: nameOf(owner) }),
  };
}

/** Says where a page ends, so that sessions that are used meanwhile don't shift the next one. */
function cursorOf({ usedMs, id }: StoredSession): string {
  return Buffer.from(JSON.stringify([usedMs, id])).toString("base64url");
}

function sessionsBehind(
  cursor: string,
  { sessions, method }: { sessions: readonly StoredSession[]; method: string },
): readonly StoredSession[] {
  const [usedMs, id] = readCursor(cursor, method);
  return sessions.filter(
    (each) => each.usedMs < usedMs || (each.usedMs === usedMs && each.id > id),
  );
}

function readCursor(cursor: string, method: string): [number, string] {
  const [, usedMs = "", id = ""] =
    /^\[(\d{1,16}),"(.*)"\]$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (usedMs !== "") return [Number(usedMs), id];
  throw invalid(method, "cursor isn't one of this gateway. Hint: pass on next, or leave it out");
}
