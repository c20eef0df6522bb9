import { createHash } from "node:crypto";
import { ManualClock, MemoryStore, type Store } from "@luminarys/sdk-as/engine";
import { onTestFinished } from "vitest";
import type { Channel, JsonObject } from "../../../channels/channel.js";
import { memoryPair } from "../../../channels/memory-pair.js";
import type { Role, TokenConfig } from "../../../config/model.js";
import type { GatewayHost } from "../../../faces/gateway/gateway.js";
import { GatewayFace, type GatewayFaceOptions } from "../../../faces/gateway/gateway-face.js";
import { TokenList } from "../../../token-list.js";
import { FramePeer } from "./frame-peer.js";
import { ScriptedAgents } from "./scripted-agents.js";

export interface WorldOptions extends Partial<Omit<GatewayFaceOptions, "host" | "agents">> {
  readonly store?: Store;
  readonly skills?: Pick<GatewayHost, "list" | "invoke">;
  /** Ids of the agents. */
  readonly agentIds?: readonly string[];
}

export interface World {
  readonly face: GatewayFace;
  readonly agents: ScriptedAgents;
  readonly clock: ManualClock;
  readonly store: Store;
  /** Lines of its log. */
  readonly lines: string[];
  /** What nobody expected. */
  readonly errors: unknown[];
  /** A connection without user. */
  open(address?: string): FramePeer;
  /** One of `ann`, an operator, unless said otherwise. */
  join(name?: JoinOptions): Promise<FramePeer>;
}

export interface JoinOptions {
  readonly userId?: string;
  readonly token?: string;
}

export const secretOf = (name: string) => `secret-of-${name}`;

export function token(name: string, role: Role): TokenConfig {
  const sha256 = createHash("sha256").update(secretOf(name)).digest("hex");
  return { name, sha256, mcp: [], role };
}

/** "team" and "press" are operators' tokens, "root" an admin's, "guest" a viewer's. */
export const tokens = [
  token("team", "operator"),
  token("press", "operator"),
  token("root", "admin"),
  token("guest", "viewer"),
];

const noSkills: NonNullable<WorldOptions["skills"]> = {
  list: () => [],
  invoke: () => Promise.reject(new Error("there is no skill")),
};

/** A gateway in memory, with a clock that stands still and agents that do what a test says. */
export function openWorld(options: WorldOptions = {}): World {
  const { store = new MemoryStore(), skills = noSkills, agentIds, ...more } = options;
  const clock = new ManualClock(1_800_000_000_000);
  const agents = new ScriptedAgents(agentIds);
  const lines: string[] = [];
  const errors: unknown[] = [];
  const face = new GatewayFace({
    host: { ...skills, engine: { clock, store } },
    config: { anonymous: "viewer" },
    tokens: new TokenList(tokens),
    loopback: true,
    onLog: (line) => void lines.push(line),
    onError: (error) => void errors.push(error),
    ...more,
    agents,
  });
  onTestFinished(() => face.close());
  const open = (address = "") => {
    const [near, far] = memoryPair<JsonObject>();
    face.accept(far, { address });
    return new FramePeer(near as Channel<JsonObject>);
  };
  const join = async ({ userId = "ann", token: name = "team" }: JoinOptions = {}) => {
    const peer = open();
    await peer.demand("connect", { token: secretOf(name), user_id: userId });
    return peer;
  };
  return { face, agents, clock, store, lines, errors, open, join };
}

/** Lets everything happen that waits for nothing outside. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
