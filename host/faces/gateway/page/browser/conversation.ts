import type { ChatMessage, EventPayloads } from "../../protocol.js";
import { readToolMessage } from "./tool-message.js";

/** One thing that a conversation shows. Its fields change while the run goes on that it belongs to. */
export type Item =
  | { readonly kind: "user"; readonly text: string }
  | { readonly kind: "text"; text: string; streaming: boolean }
  | ToolItem
  | { readonly kind: "waiting" }
  | { readonly kind: "note"; readonly text: string; readonly tone: "quiet" | "error" };

export interface ToolItem {
  readonly kind: "tool";
  readonly callId: string;
  readonly tool: string;
  readonly input: unknown;
  state: "running" | "done" | "error" | "stopped";
  output?: unknown;
  durationMs?: number;
}

interface Run {
  readonly id: string;
  /** How much of its text stands before the text that grows now. */
  from: number;
  /** All of its text so far. */
  chunk: string;
}

/** What a session shows, from its history and the events of its run. */
export class Conversation {
  readonly items: Item[] = [];
  private run: Run | undefined;

  /** `before` messages stand before these. */
  constructor(messages: readonly ChatMessage[] = [], before = 0) {
    if (before > 0) this.addNote(`${before} earlier messages aren't shown`, "quiet");
    for (const message of messages) this.addMessage(message);
  }

  /** The id of the run that goes on. */
  get runId(): string | undefined {
    return this.run?.id;
  }

  /** What the user said, which nothing has answered yet. */
  addUser(text: string): void {
    this.items.push({ kind: "user", text });
    this.wait();
  }

  addNote(text: string, tone: "quiet" | "error"): void {
    this.endWaiting();
    this.items.push({ kind: "note", text, tone });
  }

  /** A run begins, or one is joined whose beginning the history told. */
  begin(runId: string): void {
    if (this.run?.id === runId) return;
    const before = this.textOfTurn();
    this.run = { id: runId, from: before.length, chunk: before };
    this.wait();
  }

  hearText({ chunk }: EventPayloads["chat"]): void {
    const { run } = this;
    if (!run) return;
    // A run that was joined may have said other things than the history knows.
    if (!chunk.startsWith(run.chunk.slice(0, run.from))) run.from = 0;
    run.chunk = chunk;
    const text = chunk.slice(run.from).replace(/^\n+/, "");
    if (text === "") return;
    const growing = this.endWaiting();
    if (growing?.kind === "text" && growing.streaming) growing.text = text;
    else this.items.push({ kind: "text", text, streaming: true });
  }

  hearCall({ callId, tool, input }: EventPayloads["tool.call"]): void {
    this.endText();
    this.endWaiting();
    this.items.push({ kind: "tool", callId, tool, input, state: "running" });
  }

  hearResult({ callId, output, duration_ms, is_error }: EventPayloads["tool.result"]): void {
    const item = this.items.findLast((each) => each.kind === "tool" && each.callId === callId);
    if (item?.kind !== "tool") return;
    item.output = output;
    item.durationMs = duration_ms;
    item.state = is_error ? "error" : "done";
    const isBusy = this.items.some((each) => each.kind === "tool" && each.state === "running");
    if (!isBusy) this.wait();
  }

  /** The run is over, whatever became of it. */
  end(): void {
    this.run = undefined;
    this.endText();
    this.endWaiting();
    for (const item of this.items) {
      if (item.kind === "tool" && item.state === "running") item.state = "stopped";
    }
  }

  private addMessage(message: ChatMessage): void {
    const { role, content } = message;
    const tool = readToolMessage(message);
    if (tool) this.items.push(tool);
    else if (role === "user") this.items.push({ kind: "user", text: content });
    else if (role === "assistant") {
      this.items.push({ kind: "text", text: content, streaming: false });
    }
  }

  /** What was said since the last thing that the user said. */
  private textOfTurn(): string {
    const asked = this.items.findLastIndex(({ kind }) => kind === "user");
    const texts = this.items.slice(asked + 1).flatMap((each) => {
      return each.kind === "text" ? [each.text] : [];
    });
    return texts.join("\n\n");
  }

  private wait(): void {
    if (this.items.at(-1)?.kind !== "waiting") this.items.push({ kind: "waiting" });
  }

  /** Gives what is the last item then. */
  private endWaiting(): Item | undefined {
    if (this.items.at(-1)?.kind === "waiting") this.items.pop();
    return this.items.at(-1);
  }

  /** What is said next stands behind what comes now. */
  private endText(): void {
    if (this.run) this.run.from = this.run.chunk.length;
    for (const item of this.items) if (item.kind === "text") item.streaming = false;
  }
}
