import type { AgentEvent } from "../../../agents/agents.js";
import type {
  ChatAnswer,
  ChatHistory,
  EventFrame,
  EventPayloads,
  SessionInfo,
} from "../protocol.js";
import { cancelled, GatewayClientError, unavailable } from "./client-error.js";
import { EventQueue } from "./event-queue.js";

export interface ChatInput {
  readonly agentId: string;
  readonly message: string;
  /** Goes on with one. Default: begins another. */
  readonly sessionId?: string;
  /** What the conversation is held over. Default `websocket`. */
  readonly channel?: string;
}

/** What happens in a run, in its order. */
export type ChatEvent = { readonly kind: "started" } | AgentEvent;

export interface ChatParts {
  readonly runId: string;
  readonly call: <T>(method: string, params: object) => Promise<T>;
  /** Asks for `resume`. */
  readonly onLoose: (chat: Chat) => void;
}

/** One message to an agent: what happens, by iterating, and the answer. */
export class Chat implements AsyncIterable<ChatEvent> {
  readonly runId: string;
  /** Rejects with a GatewayClientError. */
  readonly answer: Promise<ChatAnswer>;
  /** Whether the gateway may know of it. */
  isSent = false;
  private readonly parts: ChatParts;
  private readonly queue = new EventQueue<ChatEvent>(mergeTexts);
  private resolve: (answer: ChatAnswer) => void = () => {};
  private reject: (error: unknown) => void = () => {};
  private session: string | undefined;
  private seen = 0;
  private isDone = false;
  /** Its answer went to a connection that is no more. */
  private isOrphan = false;

  constructor(input: ChatInput, parts: ChatParts) {
    this.runId = parts.runId;
    this.parts = parts;
    this.session = input.sessionId;
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Whoever only iterates doesn't look at it.
    this.answer.catch(() => {});
  }

  /** Known from the beginning, or once the run has. */
  get sessionId(): string | undefined {
    return this.session;
  }

  get hasEnded(): boolean {
    return this.isDone;
  }

  /** Ends with the run. Rejects with what `answer` rejects with. One reader sees each event. */
  async *[Symbol.asyncIterator](): AsyncGenerator<ChatEvent, void> {
    yield* this.queue;
    await this.answer;
  }

  /** Ends the run; `answer` rejects with CANCELLED then. */
  async abort(): Promise<void> {
    if (!this.isDone) await this.parts.call("chat.abort", { runId: this.runId });
  }

  /** What the gateway tells of this run. */
  hear({ event, payload }: EventFrame): void {
    this.session ??= payload.sessionId;
    if (event === "agent") this.hearStatus(payload as EventPayloads["agent"]);
    else this.queue.push(this.complete(toChatEvent(event, payload)));
  }

  /** Text that a dropped event would have brought comes with the next one. */
  private complete(event: ChatEvent): ChatEvent {
    if (event.kind !== "text") return event;
    const delta = event.text.slice(this.seen);
    this.seen = event.text.length;
    return { ...event, delta };
  }

  /** The answer of the request. */
  finish(answer: ChatAnswer): void {
    if (this.isDone) return;
    this.session = answer.sessionId;
    this.isDone = true;
    this.resolve(answer);
    this.queue.end();
  }

  fail(error: unknown): void {
    if (this.isDone) return;
    this.isDone = true;
    this.reject(error);
    this.queue.end();
  }

  /** After a reconnect: finds out what has become of the run. */
  async resume(): Promise<void> {
    this.isOrphan = true;
    const sessionId = this.session ?? (await this.findSession());
    if (sessionId === undefined) this.fail(unavailable(NO_RUN));
    if (this.isDone || sessionId === undefined) return;
    this.session = sessionId;
    const params = { sessionId, limit: 1 };
    const history = await this.parts.call<ChatHistory>("chat.history", params);
    if (!history.runs.includes(this.runId)) this.finishFrom(history);
  }

  private hearStatus({ status }: EventPayloads["agent"]): void {
    if (status === "started") this.queue.push({ kind: "started" });
    else if (this.isOrphan) this.parts.onLoose(this);
  }

  private finishFrom({ sessionId, lastRun }: ChatHistory): void {
    const { runId } = this;
    if (lastRun?.runId !== runId) this.fail(unavailable(NO_RUN));
    else if (lastRun.answer) this.finish({ ...lastRun.answer, sessionId, runId });
    else if (lastRun.error) this.fail(new GatewayClientError(lastRun.error));
    else this.fail(cancelled("Cannot finish the run: it was aborted"));
  }

  private async findSession(): Promise<string | undefined> {
    type Page = { readonly sessions: readonly SessionInfo[] };
    const { sessions } = await this.parts.call<Page>("sessions.list", {});
    return sessions.find(({ runs }) => runs.includes(this.runId))?.sessionId;
  }
}

const NO_RUN = "Cannot tell what became of the run: the connection was lost meanwhile";

function toChatEvent(event: string, payload: EventFrame["payload"]): ChatEvent {
  if (event === "chat") {
    const { chunk, delta } = payload as EventPayloads["chat"];
    return { kind: "text", text: chunk, delta };
  }
  if (event === "tool.call") {
    const { callId, tool, input } = payload as EventPayloads["tool.call"];
    return { kind: "tool_call", callId, tool, input };
  }
  const result = payload as EventPayloads["tool.result"];
  const { callId, tool, output, duration_ms: durationMs, is_error: isError } = result;
  return { kind: "tool_result", callId, tool, output, durationMs, isError };
}

function mergeTexts(last: ChatEvent, next: ChatEvent): ChatEvent | undefined {
  if (last.kind !== "text" || next.kind !== "text") return undefined;
  return { ...next, delta: last.delta + next.delta };
}
