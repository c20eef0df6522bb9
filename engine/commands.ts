import type { Bus } from "./bus.js";
import type { CommandSource } from "./calls.js";
import type { RawCommand } from "./command.js";
import type { Effects } from "./effects.js";
import { attempt, chain, type Maybe, type Outcome } from "./maybe.js";
import { reasonOf } from "./outcome.js";
import type { EnginePorts } from "./ports.js";
import type { Schedules } from "./schedules.js";
import type { StoredOrigin } from "./store.js";
import type { Tasks } from "./tasks.js";
import type {
  BatchInvoke,
  CallModule,
  EmitEvent,
  LoadKv,
  Schedule,
  StoreKv,
  Subscribe,
} from "./wire/commands.gen.js";
import { writeBusMessage, writeKvResult } from "./wire/events.gen.js";

const NO_BYTES = new Uint8Array(0);

/** MessagePack's nil. */
const NIL = Uint8Array.of(0xc0);

export interface CommandsOptions extends EnginePorts {
  readonly tasks: Tasks;
  readonly schedules: Schedules;
  readonly bus: Bus;
}

/** An answer, and what it changes so far. */
type Source = CommandSource & { readonly effects: Effects };

/** Adds what calls ask for to the effects of their answers. Nothing fails: what can't be done is a notice. */
export class Commands {
  private readonly options: CommandsOptions;

  constructor(options: CommandsOptions) {
    this.options = options;
  }

  /** In their order. */
  stage(commands: readonly RawCommand[], source: Source): Maybe<void> {
    return commands.reduce<Maybe<void>>(
      (before, command) =>
        chain(before, () =>
          chain(
            attempt(() => this.stageOne(command, source)),
            (outcome) => this.report(command, { source, outcome }),
          ),
        ),
      undefined,
    );
  }

  private stageOne(command: RawCommand, source: Source): Maybe<void> {
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

  private callModule(wanted: CallModule, { skill, call, effects }: Source): void {
    const { skill_id: skillId, method, callback, call_ctx: callCtx } = wanted;
    const { deadlineNs } = call.facts;
    const outcome = { kind: "callback", skillId: skill.id, callback, callCtx } as const;
    const target = { skillId, method, payload: wanted.payload.slice(), callerId: skill.id };
    this.options.tasks.stage(
      { ...originOf(call), ...target, deadlineNs, cause: "command", outcome },
      { effects, chain: call.chain },
    );
  }

  private batchInvoke(wanted: BatchInvoke, { skill, call, effects }: Source): void {
    const { concurrency, callback } = wanted;
    const items = wanted.items.map(({ skill_id: skillId, method, payload, index }) => {
      return { skillId, method, payload: payload.slice(), index };
    });
    const { deadlineNs } = call.facts;
    this.options.tasks.stageBatch(
      { ...originOf(call), skillId: skill.id, callback, concurrency, deadlineNs },
      { items, effects, chain: call.chain },
    );
  }

  private schedule({ method, delay_ms, payload }: Schedule, source: Source): void {
    const { skill, call, effects } = source;
    const { createId, clock, schedules } = this.options;
    const dueMs = clock.now() + Math.max(1, Number(delay_ms));
    const target = { skillId: skill.id, method, payload: payload.slice(), dueMs };
    const schedule = { ...originOf(call), ...target, id: createId("schedule") };
    effects.add({ kind: "add_schedule", schedule });
    effects.whenStored(() => {
      if (!skill.closed) schedules.wait(schedule);
    });
  }

  private emitEvent({ topic, payload }: EmitEvent, { skill, call, effects }: Source): void {
    const { bus, tasks, skills, createId } = this.options;
    const message = { topic, payload, source: skill.id, id: createId("message") };
    const { traceId } = call.facts;
    for (const { callback: method, ...subscriber } of bus.subscriptions(topic)) {
      if (!skills.has(subscriber.skillId)) continue;
      tasks.stageCallback(
        { ...subscriber, traceId, method },
        { effects, chain: call.chain, cause: "message", write: (w) => writeBusMessage(w, message) },
      );
    }
  }

  private subscribe({ topic, callback }: Subscribe, { skill, call, effects }: Source): void {
    const subscription = { ...originOf(call), topic, callback, skillId: skill.id };
    effects.add({ kind: "subscribe", subscription });
    effects.whenStored(() => {
      if (!skill.closed) this.options.bus.subscribe(subscription);
    });
  }

  private storeKv({ key, value }: StoreKv, { skill, effects }: Source): Maybe<void> {
    const stored = value.length > 0 ? value.slice() : NIL;
    const change = { kind: "value", key, value: stored, skillId: skill.id } as const;
    const written = { replaced: { key }, bytes: key.length + stored.length, change };
    return effects.write({ store: this.options.store, skill }, written);
  }

  /** An answer sees what it has stored itself. */
  private loadKv({ key, callback: method }: LoadKv, { skill, call, effects }: Source): Maybe<void> {
    const { store, tasks } = this.options;
    return chain(effects.valueOf(key) ?? store.readValue(key), (value) => {
      const result = { key, found: value !== undefined, value: value ?? NO_BYTES };
      tasks.stageCallback(
        { ...originOf(call), skillId: skill.id, method },
        { effects, chain: call.chain, cause: "callback", write: (w) => writeKvResult(w, result) },
      );
    });
  }

  private report(
    command: RawCommand,
    { source, outcome }: { source: Source; outcome: Outcome<void> },
  ): void {
    if (outcome.ok) return;
    const name = command.type === "unsupported" ? command.name : command.type;
    const message = `Cannot carry out ${name}: ${reasonOf(outcome.error)}`;
    const { id: skillId } = source.skill;
    this.options.notify({ skillId, kind: "command_failed", command: name, message });
  }
}

function originOf({ facts }: Source["call"]): StoredOrigin {
  const { sessionId, llmSessionId, traceId } = facts;
  return { sessionId, llmSessionId, traceId };
}
