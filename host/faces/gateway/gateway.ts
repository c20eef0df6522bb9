import type { Agents } from "../../agents/agents.js";
import type { Host } from "../../host.js";
import type { Chats } from "./chats.js";
import type { GatewayUser } from "./gateway-user.js";
import type { Sessions } from "./sessions.js";

/** What the gateway needs of a host. */
export type GatewayHost = Pick<Host, "list" | "invoke"> & {
  readonly engine: Pick<Host["engine"], "clock" | "store">;
};

/** What all connections share. */
export interface Gateway {
  readonly host: GatewayHost;
  readonly agents: Agents;
  readonly sessions: Sessions;
  readonly chats: Chats;
  readonly server: { readonly name: string; readonly version: string };
  /** What `status` tells beside it. */
  readonly counts: () => GatewayCounts;
}

export interface GatewayCounts {
  readonly connections: number;
  /** Events that peers didn't read in time. */
  readonly dropped_events: number;
  readonly uptime_ms: number;
}

/** One request's place. */
export interface Scope {
  readonly gateway: Gateway;
  readonly user: GatewayUser;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

export type ParamsObject = Readonly<Record<string, unknown>>;

/** Answers a request. Throws or rejects with what the client is told. */
export type Method = (params: ParamsObject, scope: Scope) => unknown;
