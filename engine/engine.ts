import { demandAccess } from "./access.js";
import { Agenda } from "./agenda.js";
import { Bus } from "./bus.js";
import { CallChain } from "./call-chain.js";
import { demandCallKeys } from "./call-keys.js";
import { type CallFacts, Calls, closedError, type SkillCall } from "./calls.js";
import { type Clock, systemClock } from "./clock.js";
import { encodeMessage } from "./codec/message.js";
import { Commands } from "./commands.js";
import { ConnectionEvents, type Delivery, type EventCall } from "./connection-events.js";
import { earliestNs, toNs } from "./deadline.js";
import type { HostCall } from "./device.js";
import { decodeResult } from "./engine-result.js";
import { InvokeError, SkillLoadError } from "./errors.js";
import {
  type CallOrigin,
  type HostedSkill,
  offeredMethods,
  type SkillRunner,
  type SkillVersion,
} from "./hosted-skill.js";
import type { Journal } from "./journal.js";
import { attempt, chain, joinAll, type Maybe, unwrap } from "./maybe.js";
import { MemoryStore } from "./memory-store.js";
import { hintMethod } from "./method-hint.js";
import type { EngineNotice } from "./notice.js";
import { demandRequirements } from "./permissions/requirements.js";
import type { EnginePorts } from "./ports.js";
import { Queue } from "./queue.js";
import { type MissedSchedules, Schedules } from "./schedules.js";
import type { InvokeCall, InvokeResult, RawResult } from "./skill.js";
import { createRunner, type SkillInput } from "./skill-input.js";
import type { Store } from "./store.js";
import { Tasks } from "./tasks.js";
import { WaitGraph } from "./wait-graph.js";
import type { WasiOptions } from "./wasi.js";
import type { MethodInfo, SkillDescriptor } from "./wire/descriptor.gen.js";

/** The most events that a runner gets at once. */
const MOST_IN_ROW = 32;

export interface EngineOptions {
  /** Default: one that ends with the process. */
  readonly store?: Store;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Told of what nobody waits for; mustn't throw. Default: prints it. */
  readonly onNotice?: (notice: EngineNotice) => void;
  /** Gets every host call of the skills that run in this thread. Default: none is kept. */
  readonly journal?: Journal;
  readonly wasi?: WasiOptions;
  /**
   * Makes an id unique for `kind`: call, task, batch, schedule, message. A store that outlives the
   * process needs ids that do so too. Default: counts from 1.
   */
  readonly createId?: (kind: string) => string;
  /** What becomes of schedules that fell due while their skill was away. Default: they are called. */
  readonly missedSchedules?: MissedSchedules;
  /**
   * Whether schedules and calls that the store holds wait for `resume`, so that the skills that they
   * call are there. Default: a skill's own go on as soon as it is added.
   */
  readonly waitsForResume?: boolean;
  /** Most calls that may cause each other in a row by commands. Default 10,000. */
  readonly maxHops?: number;
}

/** A call as a face makes it. */
export interface EngineCall extends InvokeCall {
  readonly args?: Readonly<Record<string, unknown>> | null;
  /** The arguments as a MessagePack map, instead of `args`. */
  readonly payload?: Uint8Array;
  /** Milliseconds from now by which it must end, on top of `deadlineNs`. */
  readonly timeoutMs?: number;
  /** The call whose host call makes this one, for devices that call skills. */
  readonly within?: HostCall;
}

export interface EngineResult extends InvokeResult {
  readonly requestId: string;
  /** Settles when all that the call caused by its commands has ended; schedules don't count. */
  done(): Maybe<void>;
}

/** Makes an engine without skills. */
export function createEngine(options: EngineOptions = {}): Engine {
  return new Engine(options);
}

/**
 * Runs skills that call each other. Where devices and store answer at once, so does every method here,
 * with a value; else it gives a promise.
 */
export class Engine {
  readonly clock: Clock;
  readonly store: Store;
  private readonly options: EngineOptions;
  private readonly hosted = new Map<string, HostedSkill>();
  private readonly agenda = new Agenda();
  private readonly waits = new WaitGraph();
  private readonly bus = new Bus();
  private readonly counts = new Map<string, number>();
  private readonly schedules: Schedules;
  private readonly calls: Calls;
  private readonly tasks: Tasks;
  private readonly ports: EnginePorts;
  private waitsForResume: boolean;

  constructor(options: EngineOptions) {
    this.options = options;
    this.waitsForResume = options.waitsForResume ?? false;
    this.clock = options.clock ?? systemClock;
    this.store = options.store ?? new MemoryStore();
    const notify = options.onNotice ?? printNotice;
    const { clock, store, hosted: skills } = this;
    const createId = options.createId ?? ((kind: string) => this.count(kind));
    this.ports = { clock, store, skills, notify, createId, maxHops: options.maxHops ?? 10_000 };
    this.calls = new Calls({
      ...this.ports,
      agenda: this.agenda,
      stage: (made, source) => commands.stage(made, source),
    });
    const { bus, calls } = this;
    const tasks = new Tasks({ ...this.ports, calls });
    this.tasks = tasks;
    this.schedules = new Schedules({
      clock,
      store,
      missed: options.missedSchedules ?? "call",
      onDue: (schedule, payload) => tasks.startSchedule(schedule, payload),
    });
    const commands = new Commands({ ...this.ports, bus, tasks, schedules: this.schedules });
  }

  /** Ids, in order of adding. */
  get skillIds(): string[] {
    return [...this.hosted.keys()];
  }

  /**
   * Loads a skill under its manifest's id and waits for its stored schedules. Throws a SkillLoadError,
   * a RequirementError that lists what its manifest doesn't grant, or what its start throws.
   */
  add(input: SkillInput): Maybe<SkillDescriptor> {
    const { id } = input.manifest;
    this.demandFree(id);
    return this.load(input, (version) => this.host(id, version));
  }

  /**
   * Exchanges the skill of the manifest's id: the new one is loaded and checked first, then it takes
   * over between two calls, and the calls that wait are its own. Stored state, schedules and
   * subscriptions stay; connections of the old one are closed. Throws as `add` does, or an
   * InvokeError for an unknown skill, and the old one goes on then.
   */
  replace(input: SkillInput): Maybe<SkillDescriptor> {
    const skill = this.demandSkill(input.manifest.id);
    let old: SkillRunner | undefined;
    const replaced = this.load(input, (version) => {
      const exchanged = this.agenda.enter(() =>
        skill.queue.runNext(() => exchange(skill, version)),
      );
      return chain(exchanged, (runner) => {
        old = runner;
        return version.descriptor;
      });
    });
    return chain(replaced, (descriptor) => chain(old?.close?.(), () => descriptor));
  }

  /** What fails, closes the runner. */
  private load(
    input: SkillInput,
    use: (version: SkillVersion) => Maybe<SkillDescriptor>,
  ): Maybe<SkillDescriptor> {
    const { manifest } = input;
    const { id } = manifest;
    const runner = createRunner(input, {
      ...this.options,
      clock: this.clock,
      store: this.store,
      onNotice: (notice) => this.ports.notify({ skillId: id, ...notice }),
      deliver: (delivery) => this.deliver(id, delivery),
    });
    const described = attempt(() =>
      chain(runner.describe(), (descriptor) => {
        demandRequirements(descriptor.requirements, manifest);
        const methods = new Map(descriptor.methods.map((method) => [method.name, method]));
        return use({ manifest, descriptor, methods, runner });
      }),
    );
    return chain(described, (outcome) => {
      if (outcome.ok) return outcome.value;
      return chain(runner.close?.(), () => unwrap(outcome));
    });
  }

  /** Ends a skill: what waits is dropped, connections and timers end, stored schedules stay. */
  remove(skillId: string): Maybe<void> {
    const skill = this.demandSkill(skillId);
    skill.closed = true;
    this.hosted.delete(skillId);
    this.schedules.stop(skillId);
    this.bus.leave(skillId);
    const running = this.agenda.enter(() => skill.queue.clear(closedError(skillId)));
    skill.events.clear();
    return chain(running, () => skill.runner.close?.());
  }

  /** Removes all skills. What is still owed stays so. */
  close(): Maybe<void> {
    const reopen = this.tasks.close();
    return chain(joinAll(this.skillIds.map((id) => this.remove(id))), reopen);
  }

  /** What a skill says about itself. */
  describe(skillId: string): SkillDescriptor {
    return this.demandSkill(skillId).descriptor;
  }

  /** The methods that a skill offers: neither hidden nor callbacks. */
  listMethods(skillId: string): MethodInfo[] {
    return offeredMethods(this.demandSkill(skillId));
  }

  /**
   * Runs a method in its turn, and then what it asks for by commands. An answer with `error` is
   * returned. Throws (or rejects with) an InvokeError, SkillTrapError or SkillProtocolError, and a
   * TypeError or RangeError for arguments that have no MessagePack form or an unknown key of `call`.
   */
  invoke(skillId: string, method: string, call: EngineCall = {}): Maybe<EngineResult> {
    demandCallKeys(call);
    return this.agenda.enter(() => {
      const skill = this.demandSkill(skillId);
      const skillCall = this.toSkillCall(method, call);
      const { requestId } = skillCall.facts;
      const ended = this.inTurn(skill, { call: skillCall, within: call.within });
      return chain(ended, (raw) => ({
        ...decodeResult(raw),
        error: hintMethod(raw.error, { skill, method }),
        requestId,
        done: () => skillCall.chain.done(),
      }));
    });
  }

  /**
   * The request id of the call that a running one began with: its own, or that of the call whose
   * commands led to it. "" for one that doesn't run, or that an earlier run of the engine caused.
   */
  originOf(requestId: string): string {
    return this.calls.originOf(requestId);
  }

  private inTurn(
    skill: HostedSkill,
    { call, within }: { call: SkillCall; within: HostCall | undefined },
  ): Maybe<RawResult> {
    const { callerId } = call.facts;
    demandAccess(skill, { callerId, caller: this.hosted.get(callerId), method: call.method });
    this.calls.demandRoom(skill);
    const endWait = this.beginWait(within?.skillId ?? this.calls.running, skill.id);
    const outcome = attempt(() => skill.queue.run(() => this.calls.perform(skill, call)));
    return chain(outcome, (ended) => {
      endWait?.();
      return unwrap(ended);
    });
  }

  /** Throws an InvokeError when the wait would never end. */
  private beginWait(from: string | undefined, to: string): (() => void) | undefined {
    if (from === undefined) return undefined;
    const circle = this.waits.circle(from, to);
    if (!circle) return this.waits.add(from, to);
    const reason = `it would wait for itself (${circle.join(" -> ")})`;
    const hint = "call it by a command, which runs after the call";
    const message = `Cannot invoke "${to}": ${reason}. Hint: ${hint}`;
    throw new InvokeError(message, { code: "reentrant" });
  }

  private toSkillCall(method: string, call: EngineCall): SkillCall {
    const { requestId = this.ports.createId("call"), callerId = "", state } = call;
    const { traceId = "", sessionId = "", llmSessionId = "", timeoutMs } = call;
    const ownNs = timeoutMs === undefined ? undefined : toNs(this.clock.now() + timeoutMs);
    const deadlineNs = earliestNs(call.deadlineNs, ownNs, call.within?.deadlineNs);
    const facts = { requestId, traceId, sessionId, llmSessionId, callerId, deadlineNs };
    return {
      method,
      payload: call.payload ?? encodeMessage(call.args ?? {}),
      facts: state ? { ...facts, state } : facts,
      chain: CallChain.start(requestId),
    };
  }

  private host(id: string, version: SkillVersion): Maybe<SkillDescriptor> {
    this.demandFree(id);
    const queue = new Queue(this.agenda);
    const skill: HostedSkill = {
      ...version,
      id,
      queue,
      events: new ConnectionEvents({
        mostAtOnce: () => (skill.runner.invokeRow ? MOST_IN_ROW : 1),
        post: (row, connectionId) => queue.postTo(row, connectionId),
        call: (events) => this.callBack(skill, events),
      }),
      closed: false,
    };
    this.hosted.set(id, skill);
    return chain(this.resumeSkill(id), () => version.descriptor);
  }

  /** Goes on with what the store holds of a skill: subscriptions, timers, callbacks that it is owed. */
  private resumeSkill(id: string): Maybe<void> {
    return chain(this.store.listSubscriptions(id), (subscriptions) => {
      for (const subscription of subscriptions) this.bus.subscribe(subscription);
      return this.waitsForResume ? undefined : this.resumeOwed(id);
    });
  }

  private resumeOwed(id: string): Maybe<void> {
    return chain(this.schedules.resume(id), () => this.tasks.resumeCallbacks(id));
  }

  /**
   * Makes the calls between skills that an earlier run still owed; to be called once all are added,
   * and again after others are. What is under way goes on.
   */
  resume(): Maybe<void> {
    const waiting = this.waitsForResume ? this.skillIds : [];
    this.waitsForResume = false;
    const resumed = joinAll(waiting.map((id) => this.resumeOwed(id)));
    return chain(resumed, () => this.tasks.resume());
  }

  /** Hands an event to a callback of a skill; devices have the same as their `deliver`. */
  deliver(skillId: string, delivery: Delivery): void {
    const skill = this.hosted.get(skillId);
    if (skill) skill.events.deliver(delivery);
    else delivery.onHandled?.();
  }

  private callBack(skill: HostedSkill, events: readonly EventCall[]): Maybe<number> {
    const calls = events.map(({ connection: { callback: method, call }, payload }) => {
      const facts = this.ownFacts(call);
      return { method, payload, facts, chain: CallChain.start(facts.requestId) };
    });
    return this.calls.performEvents(skill, calls);
  }

  private ownFacts(origin: CallOrigin): CallFacts {
    const { traceId, sessionId, llmSessionId } = origin;
    const requestId = this.ports.createId("call");
    return { requestId, traceId, sessionId, llmSessionId, callerId: "", deadlineNs: 0 };
  }

  private demandSkill(skillId: string): HostedSkill {
    const skill = this.hosted.get(skillId);
    if (skill) return skill;
    const known = this.skillIds.map((id) => `"${id}"`).join(", ") || "none";
    const message = `Cannot find skill "${skillId}": this engine has ${known}`;
    throw new InvokeError(message, { code: "unknown" });
  }

  private demandFree(id: string): void {
    if (!this.hosted.has(id)) return;
    const message = `Cannot load skill "${id}": another one has this id`;
    throw new SkillLoadError(message, { code: "id" });
  }

  private count(kind: string): string {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return `${kind}-${count}`;
  }
}

/** Gives the old version's runner, which is no longer used. */
function exchange(skill: HostedSkill, version: SkillVersion): SkillRunner {
  if (skill.closed) throw closedError(skill.id);
  const { runner } = skill;
  Object.assign(skill, version);
  skill.events.clear();
  return runner;
}

function printNotice(notice: EngineNotice): void {
  if (notice.kind === "output") return;
  const { skillId } = notice;
  if (notice.kind === "command_failed") console.error(`${skillId}: ${notice.message}`);
  else console.error(`${skillId}:`, notice.error);
}
