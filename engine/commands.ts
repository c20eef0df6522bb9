import { runBatch } from "./batch.js";
import type { Bus } from "./bus.js";
import type { CallFacts, Calls, CommandSource } from "./calls.js";
import { Writer } from "./codec/writer.js";
import type { RawCommand } from "./command.js";
import { InvokeError } from "./errors.js";
import { attempt, chain, joinAll, type Maybe, type Outcome } from "./maybe.js";
import type { CallCause } from "./notice.js";
import type { EnginePorts } from "./ports.js";
import type { Schedules } from "./schedules.js";
import type { RawResult } from "./skill.js";
import { writeWithin } from "./store-quota.js";
import type {
  BatchInvoke,
  BatchItem,
  CallModule,
  EmitEvent,
  LoadKv,
  Schedule,
  StoreKv,
  Subscribe,
} from "./wire/commands.gen.js";
import {
  type BatchItemResult,
  writeBatchResult,
  writeBusMessage,
  writeCallResult,
  writeKvResult,
} from "./wire/events.gen.js";

const NO_BYTES = new Uint8Array(0);

export interface CommandsOptions extends EnginePorts {
  readonly calls: Calls;
  readonly schedules: Schedules;
  readonly bus: Bus<CallFacts>;
}

/** Carries out what calls ask for. Nothing fails: what can't be done is a notice. */
export class Commands {
  private readonly options: CommandsOptions;

  constructor(options: CommandsOptions) {
    this.options = options;
  }

  /** In their order. */
  carryOut(commands: readonly RawCommand[], source: CommandSource): Maybe<void> {
    return joinAll(
      commands.map((command) =>
        chain(
          attempt(() => this.carryOutOne(command, source)),
          (outcome) => this.report(command, { source, outcome }),
        ),
      ),
    );
  }

  private carryOutOne(command: RawCommand, source: CommandSource): Maybe<void> {
    switch (command.type) {
      case "call_module":
        return this.callModule(command.payload, source);
      case "batch_invoke":
        return this.batchInvoke(command.payload, source);
      case "schedule":
        return this.schedule(command.payload, source);
      case "emit_event":
        return this.emitEvent(command.payload, source);
      case "subscribe":
        return this.subscribe(command.payload, source);
      case "store_kv":
        return this.storeKv(command.payload, source);
      case "load_kv":
        return this.loadKv(command.payload, source);
      default:
        throw new TypeError("this host doesn't support it");
    }
  }

  private callModule(payload: CallModule, source: CommandSource): void {
    const { skill_id, method, callback, call_ctx } = payload;
    this.call({ skill_id, method, payload: payload.payload, source }, (outcome) => {
      const result = { skill_id, method, call_ctx, ...resultOf(outcome) };
      if (callback === "" && !outcome.ok) this.notifyFailed("call_module", source, result.error);
      this.callback(source, { method: callback }, (w) => writeCallResult(w, result));
    });
  }

  private batchInvoke({ items, concurrency, callback }: BatchInvoke, source: CommandSource): void {
    const batch_id = this.options.createId("batch");
    const end = source.call.chain.begin();
    const start = (item: BatchItem, ended: (result: BatchItemResult) => void): void =>
      this.call({ ...item, source }, (outcome) =>
        ended({ index: item.index, ...resultOf(outcome) }),
      );
    const finish = (results: BatchItemResult[]): void => {
      this.callback(source, { method: callback }, (w) =>
        writeBatchResult(w, { batch_id, items: results }),
      );
      end();
    };
    runBatch(items, { concurrency, start, finish });
  }

  private schedule({ method, delay_ms, payload }: Schedule, source: CommandSource): Maybe<void> {
    const { traceId, sessionId, llmSessionId } = source.call.facts;
    const delayMs = Math.max(1, Number(delay_ms));
    return this.options.schedules.add({
      id: this.options.createId("schedule"),
      skillId: source.skill.id,
      method,
      payload: payload.slice(),
      dueMs: this.options.clock.now() + delayMs,
      traceId,
      sessionId,
      llmSessionId,
    });
  }

  private emitEvent({ topic, payload }: EmitEvent, source: CommandSource): void {
    const { bus, skills } = this.options;
    const message = {
      topic,
      payload,
      source: source.skill.id,
      id: this.options.createId("message"),
    };
    for (const { skillId, callback, subscriber } of bus.subscriptions(topic)) {
      const skill = skills.get(skillId);
      if (!skill) continue;
      const facts = { ...subscriber, traceId: source.call.facts.traceId };
      const target = { skill, call: { ...source.call, facts } };
      this.callback(target, { method: callback, cause: "message" }, (w) =>
        writeBusMessage(w, message),
      );
    }
  }

  private subscribe({ topic, callback }: Subscribe, { skill, call }: CommandSource): void {
    this.options.bus.subscribe(topic, { skillId: skill.id, callback, subscriber: call.facts });
  }

  private storeKv({ key, value }: StoreKv, { skill }: CommandSource): Maybe<void> {
    const { store } = this.options;
    const stored = value.length > 0 ? value.slice() : Uint8Array.of(0xc0);
    return writeWithin(
      { store, skill },
      {
        bytes: key.length + stored.length,
        replaced: { key },
        write: () => store.writeValue(key, stored, skill.id),
      },
    );
  }

  private loadKv({ key, callback }: LoadKv, source: CommandSource): Maybe<void> {
    return chain(this.options.store.readValue(key), (value) => {
      const result = { key, found: value !== undefined, value: value ?? NO_BYTES };
      this.callback(source, { method: callback }, (w) => writeKvResult(w, result));
    });
  }

  /** Another skill's method; calling one's own isn't a call by a skill. */
  private call(
    wanted: { skill_id: string; method: string; payload: Uint8Array; source: CommandSource },
    ended: (outcome: Outcome<RawResult>) => void,
  ): void {
    const { skill_id, method, source } = wanted;
    const target = this.options.skills.get(skill_id);
    if (!target) {
      const message = `Cannot invoke "${skill_id}/${method}": no such skill`;
      ended({ ok: false, error: new InvokeError(message, { code: "unknown" }) });
      return;
    }
    const facts = this.factsFor(source.call.facts, source.skill.id);
    const { payload } = wanted;
    const next = source.call.chain.next();
    this.options.calls.post(target, { method, payload, facts, chain: next }, ended);
  }

  private callback(
    { skill, call }: CommandSource,
    { method, cause = "callback" }: { method: string; cause?: CallCause },
    write: (writer: Writer) => void,
  ): void {
    if (method === "") return;
    const writer = new Writer();
    write(writer);
    const payload = writer.take().slice();
    const facts = this.factsFor(call.facts, "");
    const own = { method, payload, facts, chain: call.chain.next(), cause };
    this.options.calls.postOwn(skill, own);
  }

  /** A deadline belongs to the call that has it, and state to what the caller brought. */
  private factsFor(facts: CallFacts, callerId: string): CallFacts {
    const requestId = this.options.createId("call");
    const { traceId, sessionId, llmSessionId } = facts;
    return { requestId, traceId, sessionId, llmSessionId, callerId, deadlineNs: 0 };
  }

  private report(
    command: RawCommand,
    { source, outcome }: { source: CommandSource; outcome: Outcome<void> },
  ): void {
    if (outcome.ok) return;
    const name = command.type === "unsupported" ? command.name : command.type;
    const { error } = outcome;
    this.notifyFailed(name, source, error instanceof Error ? error.message : String(error));
  }

  private notifyFailed(command: string, { skill }: CommandSource, reason: string): void {
    const message = `Cannot carry out ${command}: ${reason}`;
    this.options.notify({ skillId: skill.id, kind: "command_failed", command, message });
  }
}

/** The outcome of a call as events carry it. */
function resultOf(outcome: Outcome<RawResult>): { payload: Uint8Array; error: string } {
  if (!outcome.ok) {
    const { error } = outcome;
    return { payload: NO_BYTES, error: error instanceof Error ? error.message : String(error) };
  }
  const { value, error = "" } = outcome.value;
  return { payload: value, error };
}
