import type { ParamsObject, Scope } from "../gateway.js";
import { readParams } from "../read-params.js";

/** Whether the gateway answers. */
export function health(params: ParamsObject): unknown {
  readParams(params, { method: "health", fields: {} });
  return { status: "ok" };
}

/** What the gateway does. */
export function status(params: ParamsObject, { gateway }: Scope): unknown {
  readParams(params, { method: "status", fields: {} });
  const { host, agents, chats, server, counts } = gateway;
  return {
    status: "ok",
    server,
    ...counts(),
    skills: host.list().length,
    agents: agents.list().length,
    busy_sessions: chats.busy,
  };
}

/** Whom messages can be sent to. */
export function agentsList(params: ParamsObject, { gateway }: Scope): unknown {
  readParams(params, { method: "agents.list", fields: {} });
  return { agents: gateway.agents.list().map(({ id, model, skills }) => ({ id, model, skills })) };
}
