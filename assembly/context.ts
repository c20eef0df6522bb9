import {
  BatchItem,
  batchInvokeCommand,
  newCallModule,
  newEmitEvent,
  newLoadKV,
  newSchedule,
  newStoreKV,
  newSubscribe,
} from "./commands";
import { InvokeRequest, NO_BYTES } from "./runtime/request";
import { Command, InvokeResponse, addCommand } from "./runtime/response";

/** What a handler knows of its invocation, and what it may answer beside its result. */
export class Context {
  constructor(
    private request: InvokeRequest,
    private response: InvokeResponse
  ) {}

  get requestId(): string {
    return this.request.request_id;
  }

  get traceId(): string {
    return this.request.trace_id;
  }

  get sessionId(): string {
    return this.request.session_id;
  }

  get llmSessionId(): string {
    return this.request.llm_session_id;
  }

  /** Instance id from the manifest. */
  get skillId(): string {
    return this.request.skill_id;
  }

  /** Instance id of the calling skill, "" when no skill calls. */
  get callerId(): string {
    return this.request.caller_id;
  }

  get method(): string {
    return this.request.method;
  }

  /** State as the last successful call left it, empty at first. */
  get state(): Uint8Array {
    return this.request.state;
  }

  /** Unix time in nanoseconds by which the answer is due, 0 = none. */
  get deadlineNs(): i64 {
    return this.request.deadline_ns;
  }

  /** Replaces the text that the model sees beside the result. */
  setLLMContext(text: string): void {
    this.response.llm_context = text;
  }

  /** Adds a line to the text that the model sees beside the result. */
  appendLLMContext(text: string): void {
    const before = this.response.llm_context;
    this.response.llm_context = before.length == 0 ? text : before + "\n" + text;
  }

  /** Keeps `data` for the next call of this session; empty leaves the state as it is. */
  setState(data: Uint8Array): void {
    this.response.state = data;
  }

  /** Makes this call end in an error without a trap; the handler's result is dropped. */
  fail(message: string): void {
    this.response.error = message.length == 0 ? "failed" : message;
  }

  /** Asks the host to carry out `command` once this call has succeeded. */
  addCommand(command: Command): void {
    addCommand(this.response, command);
  }

  /** Publishes `payload` (one MessagePack value; empty = nil) to the subscribers of a topic. */
  emit(topic: string, payload: Uint8Array = NO_BYTES): void {
    this.addCommand(newEmitEvent(topic, payload));
  }

  /** Has a method receive what is published under a topic. */
  subscribe(topic: string, callback: string): void {
    this.addCommand(newSubscribe(topic, callback));
  }

  /** Calls a method of another skill; see `newCallModule`. */
  call(
    skillId: string,
    method: string,
    payload: Uint8Array = NO_BYTES,
    callback: string = "",
    callCtx: string = ""
  ): void {
    this.addCommand(newCallModule(skillId, method, payload, callback, callCtx));
  }

  /** Makes several calls, at most `concurrency` at once (0 = no limit). */
  batch(items: BatchItem[], callback: string, concurrency: i32 = 0): void {
    this.addCommand(batchInvokeCommand(items, callback, concurrency));
  }

  /** Invokes a method of this skill after `delayMs`. */
  schedule(method: string, delayMs: i64, payload: Uint8Array = NO_BYTES): void {
    this.addCommand(newSchedule(method, delayMs, payload));
  }

  /** Stores a value under a key that all skills share. */
  storeKV(key: string, value: Uint8Array): void {
    this.addCommand(newStoreKV(key, value));
  }

  /** Has a method receive the value that is stored under a key. */
  loadKV(key: string, callback: string): void {
    this.addCommand(newLoadKV(key, callback));
  }
}
