import { randomUUID } from "node:crypto";
import type { ParamsObject, Scope } from "../gateway.js";
import { GatewayError } from "../gateway-error.js";
import { clientSessionId, storedSessionId } from "../gateway-user.js";
import type { ChatAnswer, ChatHistory } from "../protocol.js";
import { type Field, optional, readParams, text, wholeNumber } from "../read-params.js";
import {
  anySessionFields,
  demandSessionId,
  findSession,
  readOwner,
  readSessionId,
  sessionFields,
} from "./session-param.js";

const MAX_NAME = 255;
/** Of a frame's bytes, so that the frame decides. */
const MAX_MESSAGE = 524_288;
const HISTORY = { usual: 100, most: 1000 };

const runIdField: Field<string> = {
  expected: "1 to 64 letters, digits, _ or -",
  isRequired: true,
  read: (value) => (typeof value === "string" && /^[\w-]{1,64}$/.test(value) ? value : undefined),
};

const sendFields = {
  agentId: text({ max: MAX_NAME }),
  message: text({ max: MAX_MESSAGE }),
  channel: optional(text({ max: MAX_NAME })),
  runId: optional(runIdField),
  ...sessionFields,
};

/** Sends a message to an agent, in its turn of the session; answers when the agent has. */
export async function chatSend(params: ParamsObject, scope: Scope): Promise<ChatAnswer> {
  const read = readParams(params, { method: "chat.send", fields: sendFields });
  const { gateway, user } = scope;
  const { agentId, message, channel = "websocket", runId = randomUUID() } = read;
  if (!gateway.agents.list().some(({ id }) => id === agentId)) throw unknownAgent(agentId);
  const wanted = readSessionId(read, "chat.send");
  const sessionId = wanted ?? randomUUID();
  const isNew = wanted === undefined;
  const input = { user, agentId, message, channel, sessionId, isNew, runId };
  const { content, usage } = await gateway.chats.send(input).answer;
  return { content, usage, sessionId, runId };
}

const abortFields = { ...anySessionFields, runId: optional(runIdField) };

/** Ends one run, or all of a session, those too that wait. Says which ones it ended. */
export async function chatAbort(params: ParamsObject, scope: Scope): Promise<unknown> {
  const read = readParams(params, { method: "chat.abort", fields: abortFields });
  const owner = readOwner(read.user, { method: "chat.abort", scope });
  const { chats, sessions } = scope.gateway;
  if (read.runId !== undefined) return { aborted: chats.abortRun(owner, read.runId) };
  const sessionId = demandSessionId(read, "chat.abort");
  const aborted = chats.abortAll(storedSessionId(owner, sessionId));
  // A session whose first message has just come isn't stored yet.
  if (aborted.length === 0) await sessions.find(owner, sessionId);
  return { aborted };
}

const historyFields = {
  ...anySessionFields,
  limit: optional(wholeNumber({ min: 1, max: HISTORY.most })),
  before: optional(wholeNumber({ min: 0, max: Number.MAX_SAFE_INTEGER })),
};

/** The last messages of a session, or those before an earlier one. */
export async function chatHistory(params: ParamsObject, scope: Scope): Promise<ChatHistory> {
  const method = "chat.history";
  const read = readParams(params, { method, fields: historyFields });
  const { sessions, chats } = scope.gateway;
  const session = await findSession(read, { method, scope });
  const all = await sessions.history(session);
  const end = Math.min(read.before ?? all.length, all.length);
  const offset = Math.max(0, end - (read.limit ?? HISTORY.usual));
  const lastRun = chats.lastRunOf(session.id);
  return {
    sessionId: clientSessionId(session.owner, session.id),
    agentId: session.agentId,
    messages: all.slice(offset, end),
    offset,
    total: all.length,
    runs: chats.runsOf(session.id),
    ...(lastRun && { lastRun }),
  };
}

function unknownAgent(agentId: string): GatewayError {
  const message = `Cannot send: there is no agent ${JSON.stringify(agentId)}`;
  return new GatewayError("NOT_FOUND", `${message}. Hint: agents.list names those that there are`);
}
