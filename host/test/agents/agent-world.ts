import { type Clock, completeManifest, type ManifestInput } from "@luminarys/sdk-as/engine";
import {
  type AgentAnswer,
  type AgentEvent,
  type AgentRun,
  type AgentsOptions,
  createAgents,
  createHost,
  type Host,
  type HostAgents,
} from "@luminarys/skill-host";
import { onTestFinished } from "vitest";
import { notesModule } from "../faces/mcp/notes-skill.js";
import {
  type Script,
  type ScriptedEndpoint,
  startScriptedModel,
} from "../support/scripted-model.js";

type AgentConfig = AgentsOptions["agents"][number];

export interface WorldOptions extends Partial<Omit<AgentsOptions, "host" | "agents">> {
  readonly script: readonly Script[];
  readonly agent?: Partial<AgentConfig>;
  readonly manifest?: Partial<ManifestInput>;
  readonly clock?: Clock;
}

export interface World {
  readonly host: Host;
  readonly agents: HostAgents;
  readonly endpoint: ScriptedEndpoint;
  /** Of all runs, in order. */
  readonly events: AgentEvent[];
  run(message: string, run?: Partial<AgentRun>): Promise<AgentAnswer>;
  history(sessionId?: string): Promise<unknown>;
}

/** A host with the skill "notes", and the agent "main" that may use it. */
export async function agentWorld(options: WorldOptions): Promise<World> {
  const { script, agent = {}, manifest = {}, clock, ...more } = options;
  const endpoint = await startScriptedModel(...script);
  const host = createHost({ onNotice: () => {}, ...(clock && { clock }) });
  const input = { id: "notes", path: "notes.wasm", permissions: { llm: { enabled: true } } };
  await host.add({
    manifest: completeManifest({ ...input, ...manifest }),
    module: await notesModule(),
  });
  const agents = createAgents({ host, agents: [agentAt(endpoint.url, agent)], ...more });
  const events: AgentEvent[] = [];
  onTestFinished(async () => {
    await agents.close();
    await host.stop({ graceMs: 0 });
    await endpoint.close();
  });
  return {
    host,
    agents,
    endpoint,
    events,
    run: (message, run = {}) =>
      agents.run({
        agentId: "main",
        message,
        sessionId: "s1",
        traceId: "",
        signal: new AbortController().signal,
        onEvent: (event) => void events.push(event),
        ...run,
      }),
    history: async (sessionId = "s1") => host.engine.store.listHistory(sessionId),
  };
}

export function agentAt(endpoint: string, agent: Partial<AgentConfig> = {}): AgentConfig {
  return {
    id: "main",
    model: "small-1",
    endpoint,
    key: "",
    system: "",
    skills: ["notes"],
    max_steps: 8,
    ...agent,
  };
}

/** A clock whose short waits end at once; they are kept in order. Long ones never end. */
export function hastyClock(): { clock: Clock; waits: number[] } {
  const waits: number[] = [];
  const clock: Clock = {
    now: () => 0,
    setTimer: (delayMs, run) => {
      if (delayMs >= 60_000) return () => {};
      waits.push(delayMs);
      const timer = setImmediate(run);
      return () => clearImmediate(timer);
    },
  };
  return { clock, waits };
}
