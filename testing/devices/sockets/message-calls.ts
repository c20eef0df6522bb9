import {
  findSocketHandler,
  type SocketHandler,
  socketAnswer,
  socketArgument,
} from "../../../engine/cores/socket-handler.js";
import type { EngineResult } from "../../../engine/engine.js";
import type { SocketRoute } from "../../../engine/manifest/model.js";
import type { SkillCaller } from "../skill-caller.js";
import { messageOf } from "../ws/script.js";
import type { Incoming } from "./named-socket.js";

/** The method of a declared socket; undefined when it has none. Throws a TypeError for a ref to none. */
export function findHandler(
  route: SocketRoute,
  { caller, owner }: { caller: SkillCaller; owner: string },
): SocketHandler | undefined {
  const skills = caller.skillIds.map((id) => ({ id, descriptor: caller.describe(id) }));
  const handler = findSocketHandler(route, { owner, skills });
  if (!handler || !("message" in handler)) return handler;
  const hint = handler.hint === undefined ? "" : `. Hint: ${handler.hint}`;
  throw new TypeError(`${handler.message}${hint}`);
}

/** Calls the method with a message, and sends its answer back. Gives why it didn't take it. */
export function callHandler(
  { socket, peer, sessionId, data, message_type }: Incoming,
  { caller, handler }: { caller: SkillCaller; handler: SocketHandler },
): string | undefined {
  const frame = message_type === "text" ? new TextDecoder().decode(data) : data;
  const argument = socketArgument(frame, handler);
  if ("refusal" in argument) return argument.refusal;
  const args = { ...argument, socket: socket.name };
  let result: EngineResult;
  try {
    result = caller.invoke(handler.skillId, handler.method, { args, sessionId });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const answer = socketAnswer(result.value);
  if (answer !== undefined && peer.isOpen) peer.take(messageOf(answer));
  return result.error;
}
