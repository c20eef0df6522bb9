import type { AgentAnswer, AgentEvent } from "../../agents/agents.js";
import { GatewayError } from "./gateway-error.js";
import type { EventName, EventPayloads, RunNames, RunOutcome } from "./protocol.js";

export interface ChatRunOptions {
  readonly names: RunNames;
  /** Tells those who may hear it. */
  readonly emit: <E extends EventName>(event: E, payload: EventPayloads[E]) => void;
  /** What a client is told of a failure. */
  readonly explain: (error: unknown) => GatewayError;
}

/**
 * One message to an agent, from its acceptance to its answer. Once it is answered nothing is told of it
 * any more, even when the agent goes on.
 */
export class ChatRun {
  /** Settles once: with the answer, or with what the sender is told. */
  readonly answer: Promise<AgentAnswer>;
  /** Once it has ended. */
  outcome: RunOutcome | undefined;
  private readonly options: ChatRunOptions;
  private readonly cancelling = new AbortController();
  private resolve: (answer: AgentAnswer) => void = () => {};
  private reject: (error: unknown) => void = () => {};
  private state: "waiting" | "running" | "ended" = "waiting";

  constructor(options: ChatRunOptions) {
    this.options = options;
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  get id(): string {
    return this.options.names.runId;
  }

  get hasEnded(): boolean {
    return this.state === "ended";
  }

  /** Lets an agent work on it; resolves when the agent is done with it, never rejects. */
  async perform(work: (run: ChatRun) => Promise<AgentAnswer>): Promise<void> {
    try {
      this.complete(await work(this));
    } catch (error) {
      this.fail(error);
    }
  }

  /** Tells that the agent begins, and gives what it is to be told. Throws when the run has ended. */
  begin(): { signal: AbortSignal; onEvent: (event: AgentEvent) => void } {
    if (this.hasEnded) throw abortedError();
    this.state = "running";
    this.tell({ status: "started" });
    return { signal: this.cancelling.signal, onEvent: (event) => this.relay(event) };
  }

  /** Answers its sender at once; the agent hears it by its signal. False when it was over. */
  abort(): boolean {
    if (this.hasEnded) return false;
    this.end({ status: "cancelled" });
    this.reject(abortedError());
    this.cancelling.abort();
    return true;
  }

  private complete(answer: AgentAnswer): void {
    if (this.hasEnded) return;
    this.end({ status: "completed", answer });
    this.resolve(answer);
  }

  private fail(error: unknown): void {
    if (this.hasEnded) return;
    const explained = this.options.explain(error);
    if (explained.code === "CANCELLED") this.end({ status: "cancelled" });
    else this.end({ status: "failed", error: explained.payload });
    this.reject(explained);
  }

  /** A run that never began has told of nothing. */
  private end(how: Omit<RunOutcome, "runId">): void {
    const hasBegun = this.state === "running";
    this.state = "ended";
    this.outcome = { runId: this.id, ...how };
    if (hasBegun) this.tell(how);
  }

  private tell({ status, error }: Pick<EventPayloads["agent"], "status" | "error">): void {
    const { names, emit } = this.options;
    emit("agent", { run_id: this.id, status, ...names, ...(error && { error }) });
  }

  private relay(event: AgentEvent): void {
    if (this.state !== "running") return;
    const { names, emit } = this.options;
    switch (event.kind) {
      case "text":
        emit("chat", { chunk: event.text, delta: event.delta, ...names });
        break;
      case "tool_call": {
        const { callId, tool, input } = event;
        emit("tool.call", { callId, tool, input, ...names });
        break;
      }
      case "tool_result": {
        const { callId, tool, output, durationMs, isError } = event;
        const facts = { duration_ms: durationMs, is_error: isError };
        emit("tool.result", { callId, tool, output, ...facts, ...names });
      }
    }
  }
}

function abortedError(): GatewayError {
  return new GatewayError("CANCELLED", "Cannot finish the run: it was aborted");
}
