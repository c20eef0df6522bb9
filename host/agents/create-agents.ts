import type { AgentConfig } from "../config/model.js";
import type { Host } from "../host.js";
import {
  type AgentAnswer,
  AgentError,
  type AgentInfo,
  type AgentRun,
  type Agents,
} from "./agents.js";
import type { ChatModel } from "./chat-model.js";
import { OpenAiModel } from "./openai-model.js";
import { PatientModel } from "./patient-model.js";
import { type RecallLimits, recall } from "./recall.js";
import { Turn } from "./turn.js";

export interface AgentsOptions {
  readonly host: Host;
  readonly agents: readonly AgentConfig[];
  /**
   * Told of agents with the id of another, and of skills that the host doesn't have now. Default: nobody
   * is.
   */
  readonly onProblem?: (message: string) => void;
  /** Makes what an agent asks. Default: a client of its endpoint. */
  readonly createModel?: (agent: AgentConfig) => ChatModel;
  /** How often a request to a model is repeated that failed for a while. Default 2. */
  readonly retries?: number;
  /** Most milliseconds for one answer of a model, repeated requests included. Default 600,000. */
  readonly answerMs?: number;
  /** Most milliseconds without a part of it. Default 300,000. */
  readonly silentMs?: number;
  /** From 0 up to 1; spreads the waits between attempts. */
  readonly random?: () => number;
  /** How much of a conversation a model is told. Default 200 messages and 400,000 characters. */
  readonly recall?: RecallLimits;
}

const RECALL: RecallLimits = { maxMessages: 200, maxCharacters: 400_000 };

interface Member {
  readonly agent: AgentConfig;
  readonly model: ChatModel;
}

/** Makes the agents of a host. Throws a TypeError for an endpoint that is no URL. */
export function createAgents(options: AgentsOptions): HostAgents {
  return new HostAgents(options);
}

/** Agents whose tools are methods of a host's skills, and whose memory is its store. */
export class HostAgents implements Agents {
  private readonly options: AgentsOptions;
  private members: ReadonlyMap<string, Member> = new Map();
  /** Turns, and what ends them. */
  private readonly running = new Map<
    Promise<unknown>,
    { member: Member; ending: AbortController }
  >();
  /** Models of agents that are gone, until their last turn has ended. */
  private readonly retiring = new Set<Promise<void>>();
  private isClosed = false;

  constructor(options: AgentsOptions) {
    this.options = options;
    this.update(options.agents);
  }

  /** From now on these are the agents. Turns that go on end with the agent that they began with. */
  update(agents: readonly AgentConfig[]): void {
    const { host, onProblem } = this.options;
    const members = new Map<string, Member>();
    for (const agent of agents) {
      const { id } = agent;
      if (members.has(id)) onProblem?.(`Cannot offer agent "${id}": another one has this id`);
      else members.set(id, this.memberFor(agent));
    }
    for (const { id, skills } of agents) {
      for (const skill of skills.filter((each) => !host.engine.skillIds.includes(each))) {
        onProblem?.(`Cannot offer skill "${skill}" to agent "${id}": the host has none of this id`);
      }
    }
    const kept = new Set(members.values());
    for (const member of this.members.values()) if (!kept.has(member)) this.retire(member);
    this.members = members;
  }

  list(): readonly AgentInfo[] {
    return [...this.members.values()].map(({ agent: { id, model, skills } }) => {
      return { id, model, skills };
    });
  }

  async run(run: AgentRun): Promise<AgentAnswer> {
    const member = this.members.get(run.agentId);
    if (!member) throw this.unknownAgent(run.agentId);
    const ending = new AbortController();
    if (this.isClosed) ending.abort();
    const signal = AbortSignal.any([run.signal, ending.signal]);
    const turn = this.takeTurn(member, { ...run, signal });
    this.running.set(turn, { member, ending });
    try {
      return await turn;
    } catch (error) {
      throw signal.aborted ? cancelled(run.agentId, error) : error;
    } finally {
      this.running.delete(turn);
    }
  }

  /** Cancels what runs and ends the connections to the endpoints. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const { ending } of this.running.values()) ending.abort();
    await Promise.allSettled([...this.running.keys(), ...this.retiring]);
    await Promise.all([...this.members.values()].map(({ model }) => model.close()));
  }

  private async takeTurn({ agent, model }: Member, run: AgentRun): Promise<AgentAnswer> {
    const { host, recall: limits = RECALL } = this.options;
    run.signal.throwIfAborted();
    await host.appendHistory(run.sessionId, { role: "user", content: run.message });
    const history = await host.engine.store.listHistory(run.sessionId);
    const { system } = agent;
    const messages = [
      ...(system === "" ? [] : [{ role: "system" as const, content: system }]),
      ...recall(history, limits),
    ];
    return new Turn({ host, agent, model, run, messages }).finish();
  }

  /** One that is as before keeps the connections to its endpoint. */
  private memberFor(agent: AgentConfig): Member {
    const before = this.members.get(agent.id);
    const isSame = before && JSON.stringify(before.agent) === JSON.stringify(agent);
    return isSame ? before : { agent, model: this.createModel(agent) };
  }

  private retire(member: Member): void {
    const turns = [...this.running].filter(([, each]) => each.member === member);
    const ended = Promise.allSettled(turns.map(([turn]) => turn)).then(() => member.model.close());
    // What a connection that nobody uses any more fails with is nobody's.
    const retired = ended.catch(() => {}).finally(() => this.retiring.delete(retired));
    this.retiring.add(retired);
  }

  private createModel(agent: AgentConfig): ChatModel {
    const { host, createModel, retries = 2, answerMs = 600_000, silentMs = 300_000 } = this.options;
    const { clock } = host.engine;
    const model = createModel?.(agent) ?? new OpenAiModel(agent, clock);
    const random = this.options.random ?? Math.random;
    return new PatientModel(model, { clock, random, retries, answerMs, silentMs });
  }

  private unknownAgent(id: string): AgentError {
    const known = [...this.members.keys()].map((each) => `"${each}"`).join(", ");
    const hint = known === "" ? "add one to agents in host.yaml" : `there are ${known}`;
    const message = `Cannot run agent ${JSON.stringify(id)}: there is none of this id. Hint: ${hint}`;
    return new AgentError(message, { code: "not_found" });
  }
}

function cancelled(id: string, cause: unknown): AgentError {
  const message = `Cannot finish the turn of agent "${id}": it was cancelled`;
  return new AgentError(message, { code: "cancelled", cause });
}
