import type { EngineResult } from "@luminarys/sdk-as/engine";
import { jsonValue } from "@luminarys/sdk-as/engine/cores";
import type { Host } from "../../host.js";
import type { Frame } from "./link.js";
import type { Handler } from "./socket-plan.js";

export interface SocketMessageCall {
  readonly frame: Frame;
  readonly socket: string;
  readonly sessionId: string;
}

/**
 * Calls the method with one message. Gives what the sender gets; undefined is nothing. Rejects with
 * what the call fails with, an Error whose message says it.
 */
export async function askHandler(
  { frame, socket, sessionId }: SocketMessageCall,
  { host, handler }: { host: Pick<Host, "invoke">; handler: Handler },
): Promise<Frame | undefined> {
  const { skillId, method } = handler;
  const args = { message: argumentOf(frame, handler), socket };
  const { value, error } = await host.invoke(skillId, method, { args, sessionId });
  if (error !== undefined) throw new RefusedMessage(error);
  return answerOf(value);
}

/** A message that its method doesn't take, or says no to. */
export class RefusedMessage extends Error {
  override readonly name = "RefusedMessage";
}

function argumentOf(frame: Frame, { takes, skillId, method }: Handler): Frame {
  if (takes === "bytes") return typeof frame === "string" ? Buffer.from(frame) : frame;
  if (takes === "any" || typeof frame === "string") return frame;
  throw new RefusedMessage(`"${skillId}.${method}" takes text, and the message is binary`);
}

function answerOf(value: EngineResult["value"]): Frame | undefined {
  if (value === null) return undefined;
  if (typeof value === "string" || value instanceof Uint8Array) return value;
  return JSON.stringify(jsonValue(value));
}
