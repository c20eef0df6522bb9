import { type SocketHandler, socketAnswer, socketArgument } from "@luminarys/sdk-as/engine/cores";
import type { Host } from "../../host.js";
import type { Frame } from "./link.js";

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
  { host, handler }: { host: Pick<Host, "invoke">; handler: SocketHandler },
): Promise<Frame | undefined> {
  const { skillId, method } = handler;
  const argument = socketArgument(frame, handler);
  if ("refusal" in argument) throw new RefusedMessage(argument.refusal);
  const args = { ...argument, socket };
  const { value, error } = await host.invoke(skillId, method, { args, sessionId });
  if (error !== undefined) throw new RefusedMessage(error);
  return socketAnswer(value);
}

/** A message that its method doesn't take, or says no to. */
export class RefusedMessage extends Error {
  override readonly name = "RefusedMessage";
}
