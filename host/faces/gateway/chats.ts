import type { AgentAnswer, Agents } from "../../agents/agents.js";
import type { Audience } from "./audience.js";
import { ChatRun } from "./chat-run.js";
import { GatewayError } from "./gateway-error.js";
import { type GatewayUser, storedSessionId } from "./gateway-user.js";
import { LiveRuns, type RunLimits } from "./live-runs.js";
import type { RunOutcome } from "./protocol.js";
import { SessionLines } from "./session-lines.js";
import type { SessionInput, Sessions } from "./sessions.js";

/** Sessions whose last run is remembered. */
const MAX_REMEMBERED = 1000;

export interface ChatsOptions {
  readonly agents: Agents;
  readonly sessions: Sessions;
  readonly audience: Audience;
  readonly explain: (error: unknown) => GatewayError;
  /** Most messages that wait in one session. */
  readonly maxWaiting: number;
  /** Most runs that go on or wait: of one user, and of all. */
  readonly maxRuns: RunLimits;
}

export interface ChatInput extends Omit<SessionInput, "owner"> {
  readonly user: GatewayUser;
  readonly message: string;
  readonly isNew: boolean;
  /** Unique among the user's runs that go on or wait. */
  readonly runId: string;
}

/** Runs of agents, one after the other in each session. */
export class Chats {
  private readonly options: ChatsOptions;
  private readonly lines: SessionLines;
  private readonly runs: LiveRuns;
  /** How the last run of each session ended, in that order. */
  private readonly ended = new Map<string, RunOutcome>();

  constructor(options: ChatsOptions) {
    this.options = options;
    this.lines = new SessionLines(options.maxWaiting);
    this.runs = new LiveRuns(options.maxRuns);
  }

  /** How many sessions are busy. */
  get busy(): number {
    return this.lines.size;
  }

  /** Takes a message for its turn. Throws a GatewayError when too many wait, or the run is there. */
  send(input: ChatInput): ChatRun {
    const { user, sessionId, runId } = input;
    const { audience, explain } = this.options;
    const { owner } = user;
    const storedId = storedSessionId(owner, sessionId);
    this.runs.demandRoom(owner, runId);
    const run = new ChatRun({
      names: { sessionId, runId },
      emit: (event, payload) => audience.emit(user, { event, payload }),
      explain,
    });
    const turn = async () => {
      if (!run.hasEnded) await run.perform(() => this.turn(run, input));
    };
    this.lines.enter(storedId, turn);
    this.runs.add(run, { owner, storedId });
    const leave = () => {
      this.runs.remove(run, { owner, storedId });
      this.remember(storedId, run);
      this.lines.leave(storedId, turn);
    };
    run.answer.then(leave, leave);
    return run;
  }

  /** The ids of a session's runs that go on or wait. */
  runsOf(storedId: string): string[] {
    return this.runs.of(storedId).map(({ id }) => id);
  }

  /** How the last run of a session ended; undefined once that is forgotten. */
  lastRunOf(storedId: string): RunOutcome | undefined {
    return this.ended.get(storedId);
  }

  /** Ends the run of this id, wherever it is. Gives its id when it was there. */
  abortRun(owner: string, runId: string): string[] {
    return this.runs.find(owner, runId)?.abort() ? [runId] : [];
  }

  /** Ends the runs of a session. Gives the ids of those that were ended. */
  abortAll(storedId: string): string[] {
    const aborted = this.runs.of(storedId).filter((run) => run.abort());
    return aborted.map(({ id }) => id);
  }

  /**
   * Changes a session, once agents have let go of runs that were aborted. Rejects with a GatewayError
   * while a run goes on.
   */
  change(storedId: string, change: () => Promise<void>): Promise<void> {
    if (this.runs.of(storedId).length > 0) {
      const message = "Cannot change the session: a run goes on in it. Hint: call chat.abort first";
      return Promise.reject(new GatewayError("FAILED_PRECONDITION", message));
    }
    return new Promise((resolve, reject) => {
      this.lines.enter(storedId, () => change().then(resolve, reject));
      this.ended.delete(storedId);
    });
  }

  /** Aborts all. */
  close(): void {
    for (const run of this.runs.all) run.abort();
  }

  /** For those whose connection was lost when it ended. */
  private remember(storedId: string, { outcome }: ChatRun): void {
    if (!outcome) return;
    this.ended.delete(storedId);
    this.ended.set(storedId, outcome);
    const [oldest = ""] = this.ended.keys();
    if (this.ended.size > MAX_REMEMBERED) this.ended.delete(oldest);
  }

  private async turn(run: ChatRun, input: ChatInput): Promise<AgentAnswer> {
    const { agents, sessions } = this.options;
    const { user, agentId, sessionId, message, isNew } = input;
    const { owner } = user;
    const session = isNew
      ? sessions.create({ ...input, owner })
      : await sessions.find(owner, sessionId);
    if (session.agentId !== agentId) throw otherAgent(session.agentId);
    await sessions.use(session, message);
    const { signal, onEvent } = run.begin();
    return agents.run({
      agentId,
      message,
      sessionId: session.id,
      traceId: run.id,
      signal,
      onEvent,
    });
  }
}

function otherAgent(agentId: string): GatewayError {
  const reason = `this session is with agent ${JSON.stringify(agentId)}`;
  const message = `Cannot send: ${reason}. Hint: leave sessionId out to begin another one`;
  return new GatewayError("FAILED_PRECONDITION", message);
}
