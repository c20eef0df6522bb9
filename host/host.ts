import { randomUUID } from "node:crypto";
import {
  type Clock,
  createEngine,
  type Engine,
  type EngineCall,
  type EngineResult,
  type HistoryMessage,
  InvokeError,
  type Journal,
  type Manifest,
  MemoryStore,
  type MissedSchedules,
  type OwnPorts,
  type SkillDescriptor,
  type SkillRunner,
  type Store,
  systemClock,
} from "@luminarys/sdk-as/engine";
import { type Attachment, Attachments } from "./attachment.js";
import type { NetworkContext } from "./devices/device-context.js";
import { createSkillDevices } from "./devices/device-set.js";
import { type Egress, openEgress, type Resolver } from "./devices/egress.js";
import { completionsUrl, type LlmEndpoint } from "./devices/llm/endpoint.js";
import { HostLimitError } from "./host-limit-error.js";
import type { HostNotice } from "./host-notice.js";
import { maskNotice } from "./mask-notice.js";
import { ModuleCache } from "./module-cache.js";
import { printNotice } from "./print-notice.js";
import type { Telemetry } from "./telemetry/telemetry.js";
import { Inspector } from "./worker/inspector.js";
import { cancelledError, type RunnerStatus, WorkerRunner } from "./worker/worker-runner.js";

const MIB = 1024 * 1024;

export interface HostOptions {
  /** Default: one that ends with the process. Whoever opened it closes it, after `stop`. */
  readonly store?: Store;
  /** What becomes of schedules that fell due while no host ran. Default: they are called. */
  readonly missedSchedules?: MissedSchedules | undefined;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** The model that prompts go to. Default: none, and prompts are refused. */
  readonly llm?: LlmEndpoint | undefined;
  /** Names to addresses. Default: the machine's. */
  readonly resolve?: Resolver;
  /** What the host listens on now, which no skill reaches. */
  readonly ownPorts?: () => OwnPorts;
  /** Certificates in PEM that TLS trusts beside Node's own. */
  readonly trusted?: readonly string[];
  /** Told of what nobody waits for; mustn't throw. Default: prints failures. */
  readonly onNotice?: (notice: HostNotice) => void;
  /** Gets every host call. Default: none is kept. */
  readonly journal?: Journal | undefined;
  /** Makes spans and metrics. Default: none are made. */
  readonly telemetry?: Telemetry | undefined;
  /** Most milliseconds for compiling a module and reading its descriptor. Default 10,000. */
  readonly inspectMs?: number;
}

/** A call that can be cancelled. */
export interface HostInvocation extends EngineCall {
  /** Ends it once aborted, with its thread if it runs. */
  readonly signal?: AbortSignal;
  /** Asked when its turn has come: false drops it then. Default: it is. */
  readonly isWanted?: () => boolean;
}

export interface HostedSkillInput {
  readonly manifest: Manifest;
  /** The bytes of a `.skill` or `.wasm` file. */
  readonly module: Uint8Array;
}

/** A skill by what it says of itself and what it is granted. */
export interface DescribedSkill {
  readonly id: string;
  readonly descriptor: SkillDescriptor;
  readonly manifest: Manifest;
}

export interface HostedSkillInfo extends DescribedSkill {
  /** Of its thread. */
  readonly status: RunnerStatus;
}

export interface StopOptions {
  /** How long calls that run may go on. Default 5,000. */
  readonly graceMs?: number;
}

/** Makes a host without skills. Throws a TypeError for a model endpoint that is no URL. */
export function createHost(options: HostOptions = {}): Host {
  return new Host(options);
}

/** Runs skills for real, each in a thread of its own, under its manifest. */
export class Host {
  readonly engine: Engine;
  private readonly options: HostOptions;
  private readonly journal: Journal | undefined;
  private readonly clock: Clock;
  private readonly store: Store;
  private readonly egress: Egress;
  private readonly inspector: Inspector;
  private readonly modules: ModuleCache;
  private readonly notify: (notice: HostNotice) => void;
  private readonly runners = new Map<string, WorkerRunner>();
  private readonly attachments = new Attachments();
  /** What cancels calls that aren't done, by their request ids. */
  private readonly signals = new Map<string, () => AbortSignal | undefined>();
  /** Changes that aren't done. */
  private readonly changes = new Set<Promise<unknown>>();
  private stopping: Promise<void> | undefined;
  private resumed = false;

  constructor(options: HostOptions) {
    const { clock = systemClock, store = new MemoryStore(), onNotice = printNotice } = options;
    if (options.llm) completionsUrl(options.llm);
    this.options = options;
    this.journal = options.telemetry?.observeJournal(options.journal) ?? options.journal;
    this.clock = clock;
    this.store = store;
    this.notify = (notice) => {
      const masked = maskNotice(notice, this.runners.get(notice.skillId)?.manifest.env ?? {});
      onNotice(masked);
      this.attachments.notice(masked);
    };
    this.engine = createEngine({
      store,
      clock,
      onNotice: this.notify,
      createId: (kind) => `${kind}-${randomUUID()}`,
      missedSchedules: options.missedSchedules ?? "call",
      waitsForResume: true,
    });
    this.egress = openEgress({
      own: options.ownPorts ?? (() => ({ ports: [] })),
      ...(options.resolve && { resolve: options.resolve }),
    });
    this.inspector = new Inspector(options.inspectMs ?? 10_000);
    this.modules = new ModuleCache((input) => this.inspector.inspect(input));
  }

  /**
   * Loads a skill. Rejects with a SkillLoadError, a SkillTrapError or SkillProtocolError of its
   * descriptor, a RequirementError or a HostLimitError; nothing of it stays then.
   */
  async add(input: HostedSkillInput): Promise<SkillDescriptor> {
    const { manifest } = input;
    const descriptor = await this.change(input, (runner) => this.engine.add({ manifest, runner }));
    if (this.resumed) await this.engine.resume();
    return descriptor;
  }

  /**
   * Goes on with what the store holds: schedules, and calls that are owed. To be called once all
   * skills are added; those that are added later go on at once.
   */
  async resume(): Promise<void> {
    this.resumed = true;
    await this.engine.resume();
  }

  /**
   * Loads another version of a skill, which takes over between two calls. Rejects as `add` does, or
   * with an InvokeError for an unknown skill, and the old one goes on then.
   */
  replace(input: HostedSkillInput): Promise<SkillDescriptor> {
    return this.change(input, (runner) =>
      this.engine.replace({ manifest: input.manifest, runner }),
    );
  }

  /** Drops what waits, lets the running call end, closes connections and ends the thread. */
  async remove(skillId: string): Promise<void> {
    const removed = this.engine.remove(skillId);
    this.runners.delete(skillId);
    this.attachments.skillsChanged();
    await removed;
  }

  /** The one way out to the network, for what connects by configuration. */
  get network(): Pick<NetworkContext, "egress" | "trusted"> {
    return { egress: this.egress, trusted: this.options.trusted };
  }

  /** In order of adding. */
  list(): readonly HostedSkillInfo[] {
    return this.engine.skillIds.flatMap((id) => {
      const runner = this.runners.get(id);
      if (!runner) return [];
      const { manifest, status } = runner;
      return [{ id, manifest, status, descriptor: this.engine.describe(id) }];
    });
  }

  /** What a skill says about itself. Throws an InvokeError for an unknown one. */
  describe(skillId: string): SkillDescriptor {
    return this.engine.describe(skillId);
  }

  /**
   * Runs a method in its turn. An answer with `error` is returned. Rejects with an InvokeError,
   * SkillTrapError, SkillProtocolError or HostLimitError, and a TypeError or RangeError for arguments
   * that have no MessagePack form; the skill goes on after each of them.
   */
  async invoke(
    skillId: string,
    method: string,
    { signal, isWanted, ...call }: HostInvocation = {},
  ): Promise<EngineResult> {
    const name = `${skillId}/${method}`;
    if (this.stopping) throw stoppingError(`invoke "${name}"`);
    if (!signal && !isWanted) return this.engine.invoke(skillId, method, call);
    if (signal?.aborted) throw cancelledError(name);
    const { requestId = randomUUID() } = call;
    this.signals.set(requestId, () => (isWanted?.() === false ? AbortSignal.abort() : signal));
    try {
      return await this.engine.invoke(skillId, method, { ...call, requestId });
    } finally {
      this.signals.delete(requestId);
    }
  }

  /** Adds a message to the conversation of a session, which skills of that session read. */
  async appendHistory(sessionId: string, message: HistoryMessage): Promise<void> {
    await this.store.appendHistory(sessionId, message);
  }

  /** Lets something else take part. Gives what detaches it. */
  attach(attachment: Attachment): () => void {
    return this.attachments.add(attachment);
  }

  /**
   * Takes no more calls, drops those that wait, lets those that run end within the grace, closes
   * connections and ends all threads.
   */
  stop(options: StopOptions = {}): Promise<void> {
    this.stopping ??= this.end(options.graceMs ?? 5000);
    return this.stopping;
  }

  private async end(graceMs: number): Promise<void> {
    await this.inspector.close();
    await Promise.allSettled(this.changes);
    const runners = [...this.runners.values()];
    const timer = setTimeout(() => {
      for (const runner of runners) runner.kill(graceError(runner.manifest.id, graceMs));
    }, graceMs);
    const closed = this.engine.close();
    this.runners.clear();
    await closed;
    clearTimeout(timer);
  }

  private async change(
    input: HostedSkillInput,
    apply: (runner: SkillRunner) => SkillDescriptor | Promise<SkillDescriptor>,
  ): Promise<SkillDescriptor> {
    const { id } = input.manifest;
    if (this.stopping) throw stoppingError(`load skill "${id}"`);
    const runner = this.createRunner(input);
    const observed = this.options.telemetry?.observe(id, runner) ?? runner;
    const change = (async () => apply(observed))();
    this.changes.add(change);
    try {
      const descriptor = await change;
      this.runners.set(id, runner);
      this.attachments.skillsChanged();
      return descriptor;
    } finally {
      this.changes.delete(change);
    }
  }

  private createRunner({ manifest, module: bytes }: HostedSkillInput): WorkerRunner {
    const { clock, store, egress, engine } = this;
    const { id: skillId } = manifest;
    const maxMemoryBytes = manifest.limits.memory_mb * MIB;
    const runner: WorkerRunner = new WorkerRunner({
      manifest,
      clock,
      journal: this.journal,
      onNotice: this.notify,
      signalOf: (requestId) => this.signals.get(requestId)?.(),
      load: () => this.modules.load({ bytes, maxMemoryBytes }),
      createDevices: () =>
        createSkillDevices({
          skillId,
          manifest,
          clock,
          store,
          egress,
          trusted: this.options.trusted,
          llm: this.options.llm,
          answerPrompt: (prompt, call) => this.attachments.answerPrompt(prompt, call),
          skillIds: () => engine.skillIds,
          faceDevices: () => this.attachments.devices,
          deliver: (delivery) => {
            if (runner.isOpen) engine.deliver(skillId, delivery);
            else delivery.onHandled?.();
          },
        }),
    });
    return runner;
  }
}

function stoppingError(action: string): InvokeError {
  return new InvokeError(`Cannot ${action}: the host is stopping`, { code: "closed" });
}

function graceError(skillId: string, graceMs: number): HostLimitError {
  const reason = `the host stopped and it ran for ${graceMs} ms more`;
  return new HostLimitError(`Cannot finish a call of "${skillId}": ${reason}`, { code: "stopped" });
}
