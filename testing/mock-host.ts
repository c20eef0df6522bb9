import type { Value } from "../engine/codec/value.js";
import { createEngine, type Engine } from "../engine/engine.js";
import { Journal } from "../engine/journal.js";
import { createLocalRunner } from "../engine/local-runner.js";
import { ManualClock } from "../engine/manual-clock.js";
import { requireValue } from "../engine/maybe.js";
import type { EngineNotice } from "../engine/notice.js";
import type { MethodInfo, SkillDescriptor } from "../engine/wire/descriptor.gen.js";
import { type MockCrash, type MockEvent, recordCalls } from "./call-recorder.js";
import { runCampaign } from "./campaign.js";
import { createClient, SkillError, type SkillInvoker } from "./client.js";
import type { TcpConnection } from "./devices/tcp/connection.js";
import type { WsConnection } from "./devices/ws/connection.js";
import { EngineCaller } from "./engine-caller.js";
import { createFakes, type Fakes } from "./fakes.js";
import { Faults } from "./faults.js";
import { traceTraps } from "./guest-stack.js";
import { IdleWork } from "./idle-work.js";
import { JournalView } from "./journal-view.js";
import { FakeLevers } from "./levers.js";
import { liveManifest } from "./live-manifest.js";
import { missingLever } from "./missing-lever.js";
import {
  demandCallOptions,
  engineCall,
  type MockCallOptions,
  type MockResult,
} from "./mock-result.js";
import { loadSkills, type MockSkill, type MockSkillOptions } from "./mock-skill.js";
import { demandArguments, demandOptions, optionKinds } from "./option-check.js";
import { type PermissionReport, reportPermissions } from "./permission-report.js";
import { seededRandom } from "./random.js";
import { SessionStates } from "./session-states.js";
import { withShortForm } from "./short-result.js";
import { StoredValues } from "./stored-values.js";
import { type StateWrite, WatchedStore } from "./watched-store.js";

/** When a host's clock begins unless told otherwise: 2026-01-01T00:00:00Z. */
const START_MS = Date.UTC(2026, 0, 1);
const MAX_TIMERS = 100_000;

export interface MockHostOptions extends MockSkillOptions {
  /** When the virtual clock begins: a date, or Unix time in milliseconds. */
  readonly now?: Date | number;
  /** Of the randomness that skills see. Default 1. */
  readonly seed?: number;
}

const shape = {
  skill: optionKinds.skills,
  manifest: optionKinds.manifests,
  env: optionKinds.texts,
  limits: optionKinds.record,
  now: optionKinds.instant,
  seed: optionKinds.number,
};

/**
 * Runs skills on an engine with fake devices. Throws a TypeError for options that are none, and what
 * loading the skills throws.
 */
export function createMockHost(options: MockHostOptions): MockHost {
  demandOptions(options, { action: "create mock host", shape, required: ["skill"] });
  return new MockHost(options);
}

/** An engine whose devices do what a test tells them to. Everything answers at once. */
export class MockHost extends FakeLevers {
  /** What it was made with; a host made with the same behaves the same. */
  readonly options: MockHostOptions;
  /** Stands still until `advance` or `runUntilIdle`. */
  readonly clock: ManualClock;
  readonly engine: Engine;
  /** Every host call. */
  readonly journal: JournalView;
  /** The values that skills store by key. */
  readonly kv: StoredValues;
  /** What skills keep for a session. */
  readonly state: SessionStates;
  /** Calls that the test didn't make: of callbacks, schedules, and between skills. */
  readonly events: readonly MockEvent[];
  /** What nobody waits for: callbacks that failed, commands that couldn't be carried out, output. */
  readonly notices: readonly EngineNotice[];
  /** Calls that threw instead of answering, callbacks too. */
  readonly crashes: readonly MockCrash[];
  readonly faults: Faults;
  private readonly store: WatchedStore;
  private readonly idle: IdleWork;
  private readonly fakes: Fakes;
  private readonly skills: readonly MockSkill[];
  private readonly records = new Journal();
  private callCount = 0;

  constructor(options: MockHostOptions) {
    const { now = START_MS, seed = 1 } = options;
    const clock = new ManualClock(Number(now));
    const store = new WatchedStore();
    const notices: EngineNotice[] = [];
    const onNotice = (notice: EngineNotice) => void notices.push(notice);
    const engine = createEngine({ clock, store, onNotice });
    const idle = new IdleWork(clock);
    const fakes = createFakes(clock, new EngineCaller(engine, idle));
    super(fakes.devices);
    this.options = options;
    this.clock = clock;
    this.store = store;
    this.engine = engine;
    this.idle = idle;
    this.fakes = fakes;
    const events: MockEvent[] = [];
    const crashes: MockCrash[] = [];
    this.notices = notices;
    this.events = events;
    this.crashes = crashes;
    this.journal = new JournalView(this.records);
    this.kv = new StoredValues(store);
    this.faults = new Faults({
      connections: () => this.connections,
      statesWritten: () => store.writes.length,
      runCampaign: (scenario, campaign) =>
        runCampaign(() => new MockHost(options), { ...campaign, scenario }),
    });
    this.skills = loadSkills(options);
    const random = seededRandom(seed);
    for (const skill of this.skills) this.add(skill, { random, events, crashes, onNotice });
    this.state = new SessionStates(store, this.engine.skillIds[0] ?? "");
  }

  /** What skills have opened, TCP before WebSockets; those that have ended too. */
  get connections(): readonly (TcpConnection | WsConnection)[] {
    const { tcp, ws } = this.devices.made;
    return [...(tcp?.levers.connections ?? []), ...(ws?.levers.connections ?? [])];
  }

  /** Every state that was written, in order. */
  get stateWrites(): readonly StateWrite[] {
    return this.store.writes;
  }

  /**
   * Calls a method. An answer with `error` is returned. Throws an InvokeError when the call is
   * refused, a SkillTrapError when the skill throws, a SkillProtocolError, and a TypeError for
   * arguments and options that are none.
   */
  call(
    method: string,
    args: Readonly<Record<string, unknown>> = {},
    options: MockCallOptions = {},
  ): MockResult {
    demandArguments(args, `call "${method}"`);
    demandCallOptions(options, method);
    const { total } = this.journal;
    const requestId = `test-${++this.callCount}`;
    const skill = options.skill ?? this.engine.skillIds[0] ?? "";
    const invoked = this.engine.invoke(skill, method, engineCall(args, { ...options, requestId }));
    const { value, error, llmContext, commands, state, done } = requireValue(invoked, "call");
    requireValue(done(), "call");
    this.idle.proceed();
    const journal = this.journal.since(total);
    return withShortForm({ method, value, error, llmContext, commands, state, journal });
  }

  /**
   * As `call`, but gives the value alone, and throws a SkillError when the skill answers with an
   * error: in a result an error's `value` is null, as that of a method that returns null.
   */
  value(
    method: string,
    args: Readonly<Record<string, unknown>> = {},
    options: MockCallOptions = {},
  ): Value {
    const { value, error } = this.call(method, args, options);
    if (error !== undefined) throw new SkillError(error, method);
    return value;
  }

  /** A client of `skill-gen client`: its class, or its type alone. Its calls throw errors of skills. */
  client<Client extends object>(options?: MockCallOptions): Client;
  client<Client extends object>(
    type: new (invoker: SkillInvoker) => Client,
    options?: MockCallOptions,
  ): Client;
  client<Client extends object>(
    first?: MockCallOptions | (new (invoker: SkillInvoker) => Client),
    second?: MockCallOptions,
  ): Client {
    const options = typeof first === "function" ? second : first;
    const invoker: SkillInvoker = {
      invoke: (method, args) => this.call(method, args, options),
    };
    if (typeof first === "function") return new first(invoker);
    return createClient<Client>(this.describe(options?.skill), invoker);
  }

  /** What a skill says about itself; the first one unless named. */
  describe(skill = this.engine.skillIds[0] ?? ""): SkillDescriptor {
    return this.engine.describe(skill);
  }

  /** The methods that a skill offers: neither hidden nor callbacks. */
  listMethods(skill = this.engine.skillIds[0] ?? ""): MethodInfo[] {
    return this.engine.listMethods(skill);
  }

  /** Moves the time on until no timer is set. Throws a RangeError for timers that set each other on. */
  runUntilIdle(): void {
    for (let count = 0; count < MAX_TIMERS; count++) {
      if (!this.clock.runNext()) return;
    }
    const reason = `${MAX_TIMERS} timers have run, and there are more`;
    throw new RangeError(`Cannot run until idle: ${reason}. Hint: host.clock.advance(ms)`);
  }

  /** Levers that nothing has pulled, as a test writes them. */
  unused(): string[] {
    return [...this.devices.unused(), ...this.faults.unused()];
  }

  /** What the manifests grant compared with what was asked for, by skill. */
  permissionReport(skill = this.engine.skillIds[0] ?? ""): PermissionReport {
    const found = this.skills.find(({ manifest }) => manifest.id === skill);
    if (!found) throw new TypeError(`Cannot report on "${skill}": the host has no such skill`);
    const entries = this.journal.entries.filter(({ skillId }) => skillId === skill);
    const manifest = found.hasManifest
      ? found.manifest
      : liveManifest(found.manifest, this.devices.grants);
    return reportPermissions(manifest, { entries, requirements: found.descriptor.requirements });
  }

  /** Ends a skill: its connections and timers end, its stored schedules stay. */
  remove(skill: string): void {
    requireValue(this.engine.remove(skill), "close");
  }

  /** Ends all skills. */
  close(): void {
    requireValue(this.engine.close(), "close");
  }

  private add(
    { module, manifest: base, hasManifest }: MockSkill,
    parts: {
      random: (bytes: Uint8Array) => void;
      events: MockEvent[];
      crashes: MockCrash[];
      onNotice: (notice: EngineNotice) => void;
    },
  ): void {
    const { id: skillId } = base;
    const { clock, engine } = this;
    const manifest = hasManifest ? base : liveManifest(base, this.devices.grants);
    const now = () => clock.now();
    const devices = this.fakes.devicesFor({
      skillId,
      manifest,
      clock,
      store: engine.store,
      deliver: (delivery) => engine.deliver(skillId, delivery),
    });
    const runner = createLocalRunner(module, {
      manifest,
      devices: this.faults.wrap(devices, module.hostFunctions),
      journal: this.records,
      wasi: { random: parts.random },
      onNotice: (notice) => parts.onNotice({ skillId, ...notice }),
      now,
      tellDenied: hasManifest ? undefined : missingLever,
    });
    const isDirect = (requestId: string) => /^(test|web)-/.test(requestId);
    const record = (event: MockEvent) => void parts.events.push(event);
    const onCrash = (crash: MockCrash) => void parts.crashes.push(crash);
    const recorded = recordCalls(this.idle.watch(traceTraps(runner, module)), {
      skillId,
      now,
      isDirect,
      record,
      onCrash,
    });
    engine.add({ manifest, runner: recorded });
  }
}
