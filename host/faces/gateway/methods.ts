import type { Method } from "./gateway.js";
import { chatAbort, chatHistory, chatSend } from "./methods/chat-methods.js";
import { agentsList, health, status } from "./methods/server-methods.js";
import {
  sessionsDelete,
  sessionsList,
  sessionsPreview,
  sessionsReset,
} from "./methods/session-methods.js";
import { skillsInvoke, skillsList } from "./methods/skill-methods.js";

/** All but `connect`, by name. */
export const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["health", health],
  ["status", status],
  ["skills.list", skillsList],
  ["skills.invoke", skillsInvoke],
  ["agents.list", agentsList],
  ["chat.send", chatSend],
  ["chat.abort", chatAbort],
  ["chat.history", chatHistory],
  ["sessions.list", sessionsList],
  ["sessions.preview", sessionsPreview],
  ["sessions.reset", sessionsReset],
  ["sessions.delete", sessionsDelete],
]);

/** Those that may take their time: later requests are answered meanwhile. */
export const longMethods: ReadonlySet<string> = new Set(["chat.send", "skills.invoke"]);
