import {
  type Clock,
  type InvokeCall,
  type Journal,
  type Manifest,
  type RawResult,
  type RowOutcome,
  type RunnerCall,
  type SkillDescriptor,
  type SkillRunner,
  unwrap,
} from "@luminarys/sdk-as/engine";
import type { SkillDevices } from "../devices/device-set.js";
import { HostLimitError } from "../host-limit-error.js";
import type { HostNotice } from "../host-notice.js";
import type { LoadedModule } from "../module-cache.js";
import { LazyTimer } from "./lazy-timer.js";
import type { ThreadNews } from "./messages.js";
import { unpackError } from "./packed-error.js";
import { SkillWorker } from "./skill-worker.js";

export type RunnerStatus = "stopped" | "idle" | "running";

export interface WorkerRunnerOptions {
  readonly manifest: Manifest;
  /** Loads and describes the module; called once. */
  readonly load: () => Promise<LoadedModule>;
  /** Makes the devices of the main thread; called once, on first use. */
  readonly createDevices: () => SkillDevices;
  readonly clock: Clock;
  readonly journal: Journal | undefined;
  readonly onNotice: (notice: HostNotice) => void;
  /** What cancels a call, by its request id. */
  readonly signalOf: (requestId: string) => AbortSignal | undefined;
}

/** Runs a skill in a thread that is there while it is used. */
export class WorkerRunner implements SkillRunner {
  readonly manifest: Manifest;
  private readonly options: WorkerRunnerOptions;
  private loaded: LoadedModule | undefined;
  private devices: SkillDevices | undefined;
  private worker: SkillWorker | undefined;
  private readonly idle: LazyTimer;
  /** Threads that aren't gone yet. */
  private readonly running = new Set<Promise<void>>();
  private closed = false;

  constructor(options: WorkerRunnerOptions) {
    this.options = options;
    this.manifest = options.manifest;
    this.idle = new LazyTimer({ clock: options.clock, run: () => this.stopIdle() });
  }

  get status(): RunnerStatus {
    if (!this.worker) return "stopped";
    return this.worker.busy ? "running" : "idle";
  }

  /** Whether its devices may still have something for the skill. */
  get isOpen(): boolean {
    return !this.closed;
  }

  async describe(): Promise<SkillDescriptor> {
    this.loaded = await this.options.load();
    return this.loaded.descriptor;
  }

  async invokeRaw(method: string, payload: Uint8Array, call: InvokeCall): Promise<RawResult> {
    const signal = this.options.signalOf(call.requestId ?? "");
    const { id } = this.manifest;
    if (signal?.aborted) throw cancelledError(`${id}/${method}`);
    const worker = this.use();
    const cancel = () => worker.kill(cancelledError(`${id}/${method}`));
    signal?.addEventListener("abort", cancel);
    const { last } = await worker.run([{ method, payload, call }]);
    signal?.removeEventListener("abort", cancel);
    this.waitIdle();
    return unwrap(last);
  }

  async invokeRow(calls: readonly RunnerCall[]): Promise<RowOutcome> {
    const outcome = await this.use().run(calls);
    this.waitIdle();
    return outcome;
  }

  private use(): SkillWorker {
    this.worker ??= this.start();
    return this.worker;
  }

  /** Ends the thread, if there is one, and what runs there with the error. */
  kill(error: HostLimitError): void {
    this.worker?.kill(error);
  }

  /** Settles when its connections are closed and its threads are gone. */
  async close(): Promise<void> {
    this.closed = true;
    this.idle.close();
    void this.worker?.end();
    await this.devices?.close();
    await Promise.all(this.running);
    this.loaded?.release();
    this.loaded = undefined;
  }

  private start(): SkillWorker {
    const { manifest, clock, journal } = this.options;
    if (!this.loaded) throw new Error(`Cannot start skill "${manifest.id}": it isn't loaded`);
    this.devices ??= this.options.createDevices();
    const worker = new SkillWorker({
      manifest,
      module: this.loaded.module,
      devices: this.devices.devices,
      clock,
      journal,
      onNews: (news) => this.report(news),
      onEnded: (error) => this.forget(worker, error),
    });
    this.running.add(worker.exited);
    return worker;
  }

  private forget(worker: SkillWorker, error: HostLimitError | undefined): void {
    const { onNotice, manifest } = this.options;
    const skillId = manifest.id;
    if (this.worker === worker) this.worker = undefined;
    void worker.exited.then(() => this.running.delete(worker.exited));
    onNotice(
      error ? { kind: "worker_killed", skillId, error } : { kind: "worker_stopped", skillId },
    );
  }

  private waitIdle(): void {
    if (this.worker && !this.closed) this.idle.set(this.manifest.limits.idle_ms);
    else this.idle.close();
  }

  private stopIdle(): void {
    if (this.worker?.busy) return;
    if (this.devices?.inUse()) this.waitIdle();
    else void this.worker?.end();
  }

  private report(news: ThreadNews): void {
    const { manifest, journal, onNotice } = this.options;
    const skillId = manifest.id;
    switch (news.kind) {
      case "log":
        onNotice({ kind: "log", ...news.line });
        break;
      case "started":
        onNotice({ kind: "worker_started", skillId, atMs: news.atMs });
        break;
      case "record":
        journal?.add(news.record);
        break;
      case "device_failed":
        onNotice({ ...news, skillId, error: unpackError(news.error) });
        break;
      case "notice":
        onNotice({ ...news.notice, skillId });
    }
  }
}

export function cancelledError(what: string): HostLimitError {
  return new HostLimitError(`Cannot finish "${what}": it was cancelled`, { code: "cancelled" });
}
