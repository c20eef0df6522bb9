import type { ChatAnswer } from "../../../faces/gateway/protocol.js";
import type { FramePeer } from "./frame-peer.js";
import { openWorld, type World, type WorldOptions } from "./gateway-world.js";
import { answer } from "./scripted-agents.js";

export const hello = { agentId: "main", message: "Hi", channel: "web" };

/** Agents that remember what is said, as real ones do. */
export function openTalk(options: WorldOptions = {}): World {
  const world = openWorld(options);
  world.agents.script = async ({ sessionId, message }) => {
    await world.store.appendHistory(sessionId, { role: "user", content: message });
    await world.store.appendHistory(sessionId, { role: "assistant", content: `${message}!` });
    return { ...answer, content: `${message}!` };
  };
  return world;
}

/** A session of its own. Gives its id. */
export async function begin(peer: FramePeer, message = "Hi", agentId = "main"): Promise<string> {
  const params = { ...hello, agentId, message };
  return (await peer.demand<ChatAnswer>("chat.send", params)).sessionId;
}
