/** What an agent is asked in one turn of a session. */
export interface AgentRun {
  readonly agentId: string;
  readonly message: string;
  /** Its history is the agent's memory, and state of skills hangs on it. */
  readonly sessionId: string;
  readonly traceId: string;
  /** Ends the turn once aborted: the model's answer and calls of skills. */
  readonly signal: AbortSignal;
  /** Told of each event in its order; mustn't throw. */
  readonly onEvent: (event: AgentEvent) => void;
}

export type AgentEvent =
  | {
      readonly kind: "text";
      /** All of this turn so far. */
      readonly text: string;
      readonly delta: string;
    }
  | {
      readonly kind: "tool_call";
      /** Unique within the turn. */
      readonly callId: string;
      readonly tool: string;
      /** The arguments; the model's text where that isn't JSON. */
      readonly input: unknown;
    }
  | {
      readonly kind: "tool_result";
      readonly callId: string;
      readonly tool: string;
      readonly output: unknown;
      readonly durationMs: number;
      readonly isError: boolean;
    };

/** Tokens, as the endpoint counts them; 0 when it doesn't. */
export interface TokenUsage {
  readonly input_tokens: number;
  readonly output_tokens: number;
}

export interface AgentAnswer {
  readonly content: string;
  readonly usage: TokenUsage;
}

export interface AgentInfo {
  readonly id: string;
  readonly model: string;
  readonly skills: readonly string[];
}

/** Runs agents. */
export interface Agents {
  list(): readonly AgentInfo[];
  /**
   * One turn. Rejects with an AgentError, or with what the store or a skill's host failed with; what
   * was said until then stays in the history.
   */
  run(run: AgentRun): Promise<AgentAnswer>;
}

/**
 * `not_found`: no such agent. `cancelled`: its signal was aborted. `timeout`: the model took too long.
 * `unavailable`: its endpoint can't be reached or fails for now. `exhausted`: the endpoint wants fewer
 * requests, or the agent took all of its steps. `internal`: the endpoint refuses what it was sent.
 */
export type AgentErrorCode =
  | "not_found"
  | "cancelled"
  | "timeout"
  | "unavailable"
  | "exhausted"
  | "internal";

export interface AgentErrorOptions {
  readonly code: AgentErrorCode;
  readonly cause?: unknown;
  /** When the endpoint wants to be asked again, in milliseconds from now. */
  readonly retryAfterMs?: number | undefined;
}

/** A turn that an agent can't finish. */
export class AgentError extends Error {
  override readonly name = "AgentError";
  readonly code: AgentErrorCode;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, { code, cause, retryAfterMs }: AgentErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}
