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
import { Call } from "./runtime/call";
import { callBytes, callInt, callText } from "./runtime/call-fields";
import { holdResponse } from "./runtime/held";
import { InvokeRequest, NO_BYTES } from "./runtime/request";
import { Command, InvokeResponse } from "./runtime/response";

/** What a handler knows of its invocation, and what it may answer beside its result. */
export class Context {
  /** The running call that request and response belong to; 0 when they were given. */
  private running: usize = 0;
  private serial: u32 = 0;

  constructor(
    private request: InvokeRequest | null,
    private response: InvokeResponse | null,
  ) {}

  /** The context of a running call. */
  static of(call: Call): Context {
    const context = new Context(null, null);
    context.running = call.address;
    context.serial = call.serial;
    return context;
  }

  /** Id of this call. */
  get requestId(): string {
    const request = this.request;
    return request !== null ? request.request_id : this.text("request_id");
  }

  /** Id that all calls made for one request share. */
  get traceId(): string {
    const request = this.request;
    return request !== null ? request.trace_id : this.text("trace_id");
  }

  /** Id of the session, on which state and conversation hang. */
  get sessionId(): string {
    const request = this.request;
    return request !== null ? request.session_id : this.text("session_id");
  }

  /** Id of the model's conversation. */
  get llmSessionId(): string {
    const request = this.request;
    return request !== null ? request.llm_session_id : this.text("llm_session_id");
  }

  /** Instance id from the manifest. */
  get skillId(): string {
    const request = this.request;
    return request !== null ? request.skill_id : this.text("skill_id");
  }

  /** Instance id of the calling skill, "" when no skill calls. */
  get callerId(): string {
    const request = this.request;
    return request !== null ? request.caller_id : this.text("caller_id");
  }

  /** Name of the method that was called. */
  get method(): string {
    const request = this.request;
    return request !== null ? request.method : this.text("method");
  }

  /** State as the last successful call left it, empty at first. */
  get state(): Uint8Array {
    const request = this.request;
    return request !== null ? request.state : callBytes(this.running, this.serial, "state");
  }

  /** Unix time in nanoseconds by which the answer is due, 0 = none. */
  get deadlineNs(): i64 {
    const request = this.request;
    return request !== null
      ? request.deadline_ns
      : callInt(this.running, this.serial, "deadline_ns");
  }

  private text(key: string): string {
    return callText(this.running, this.serial, key);
  }

  private get answer(): InvokeResponse {
    const given = this.response;
    if (given !== null) return given;
    const response = new InvokeResponse();
    this.response = response;
    holdResponse(this.running, this.serial, response);
    return response;
  }

  /** Replaces the text that the model sees beside the result. */
  setLLMContext(text: string): void {
    this.answer.llm_context = text;
  }

  /** Adds a line to the text that the model sees beside the result. */
  appendLLMContext(text: string): void {
    const before = this.answer.llm_context;
    this.answer.llm_context = before.length == 0 ? text : before + "\n" + text;
  }

  /** Keeps `data` for the next call of this session; empty leaves the state as it is. */
  setState(data: Uint8Array): void {
    this.answer.state = data;
  }

  /** Makes this call end in an error without a trap; the handler's result is dropped. */
  fail(message: string): void {
    this.answer.error = message.length == 0 ? "failed" : message;
  }

  /** Asks the host to carry out `command` once this call has succeeded. */
  addCommand(command: Command): void {
    this.answer.addCommand(command);
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
    callCtx: string = "",
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
