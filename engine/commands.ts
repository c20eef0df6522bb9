import type { Bus } from "./bus.js";
import type { CommandSource } from "./calls.js";
import type { RawCommand } from "./command.js";
import type { Effects } from "./effects.js";
import { attempt, chain, type Maybe } from "./maybe.js";
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

/** Of one skill: each message is compared with all. */
const MOST_SUBSCRIPTIONS = 1000;
const MOST_TOPIC_CHARACTERS = 1024;

/** Of one answer's commands that fail. */
const MOST_NOTICES = 16;

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

  /** In their order. Of many that fail, only some are told of. */
  stage(commands: readonly RawCommand[], source: Source): Maybe<void> {
    let failed = 0;
    const staged = commands.reduce<Maybe<void>>(
      (before, command) =>
        chain(before, () =>
          chain(
            attempt(() => this.stageOne(command, source)),
            (outcome) => {
              if (!outcome.ok && failed++ < MOST_NOTICES)
                this.report(command, { source, error: outcome.error });
            },
          ),
        ),
      undefined,
    );
    return chain(staged, () => this.reportMore(failed - MOST_NOTICES, source));
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
    const bytes = wanted.payload.length + method.length + callCtx.length;
    this.options.tasks.load.demandRoom(skill.id, { bytes });
    this.options.tasks.stage(
      { ...originOf(call), ...target, deadlineNs, cause: "command", outcome },
      { effects, chain: call.chain, asker: skill.id },
    );
  }

  private batchInvoke(wanted: BatchInvoke, { skill, call, effects }: Source): void {
    const { concurrency, callback } = wanted;
    const bytes = wanted.items.reduce((sum, { payload }) => sum + payload.length, 0);
    this.options.tasks.load.demandRoom(skill.id, { calls: wanted.items.length, bytes });
    const items = wanted.items.map(({ skill_id: skillId, method, payload, index }) => {
      return { skillId, method, payload: payload.slice(), index };
    });
    const { deadlineNs } = call.facts;
    this.options.tasks.stageBatch(
      { ...originOf(call), skillId: skill.id, callback, concurrency, deadlineNs },
      { items, effects, chain: call.chain, asker: skill.id },
    );
  }

  private schedule({ method, delay_ms, payload }: Schedule, source: Source): void {
    const { skill, call, effects } = source;
    const { createId, clock, schedules, tasks } = this.options;
    tasks.load.demandRoom(skill.id, { bytes: payload.length + method.length });
    const dueMs = clock.now() + Math.max(1, Number(delay_ms));
    const target = { skillId: skill.id, method, payload: payload.slice(), dueMs };
    const schedule = { ...originOf(call), ...target, id: createId("schedule") };
    effects.add({ kind: "add_schedule", schedule });
    effects.whenStored(() => {
      tasks.expectSchedule(schedule);
      if (!skill.closed) schedules.wait(schedule);
    });
  }

  private emitEvent({ topic, payload }: EmitEvent, { skill, call, effects }: Source): void {
    const { bus, tasks, skills, createId } = this.options;
    const message = { topic, payload, source: skill.id, id: createId("message") };
    const { traceId } = call.facts;
    const subscribers = bus.subscriptions(topic).filter(({ skillId }) => skills.has(skillId));
    const bytes = subscribers.length * (payload.length + topic.length);
    tasks.load.demandRoom(skill.id, { calls: subscribers.length, bytes });
    const staging = { effects, chain: call.chain, asker: skill.id, cause: "message" } as const;
    for (const { callback: method, ...subscriber } of subscribers) {
      tasks.stageCallback(
        { ...subscriber, traceId, method },
        { ...staging, write: (w) => writeBusMessage(w, message) },
      );
    }
  }

  private subscribe({ topic, callback }: Subscribe, { skill, call, effects }: Source): void {
    const { bus } = this.options;
    const subscription = { ...originOf(call), topic, callback, skillId: skill.id };
    if (topic.length + callback.length > MOST_TOPIC_CHARACTERS) {
      throw new RangeError(
        `topic and callback are longer than ${MOST_TOPIC_CHARACTERS} characters`,
      );
    }
    if (bus.countOthers(subscription) >= MOST_SUBSCRIPTIONS) {
      throw new RangeError(`"${skill.id}" has ${MOST_SUBSCRIPTIONS} subscriptions already`);
    }
    effects.add({ kind: "subscribe", subscription });
    effects.whenStored(() => {
      if (!skill.closed) bus.subscribe(subscription);
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
      tasks.load.demandRoom(skill.id, { bytes: key.length + result.value.length });
      const staging = { effects, chain: call.chain, asker: skill.id, cause: "callback" } as const;
      tasks.stageCallback(
        { ...originOf(call), skillId: skill.id, method },
        { ...staging, write: (w) => writeKvResult(w, result) },
      );
    });
  }

  private reportMore(count: number, { skill: { id: skillId } }: Source): void {
    if (count <= 0) return;
    const message = `Cannot carry out ${count} more commands of the same answer`;
    this.options.notify({ skillId, kind: "command_failed", command: "", message });
  }

  private report(command: RawCommand, { source, error }: { source: Source; error: unknown }): void {
    const name = command.type === "unsupported" ? command.name : command.type;
    const message = `Cannot carry out ${name}: ${reasonOf(error)}`;
    const { id: skillId } = source.skill;
    this.options.notify({ skillId, kind: "command_failed", command: name, message });
  }
}

function originOf({ facts }: Source["call"]): StoredOrigin {
  const { sessionId, llmSessionId, traceId } = facts;
  return { sessionId, llmSessionId, traceId };
}
