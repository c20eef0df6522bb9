import { setMaxListeners } from "node:events";
import type { Worker } from "node:worker_threads";
import {
  type Notice,
  type RowOutcome,
  type RunnerCall,
  type SkillModule,
  systemClock,
  timeLeftMs,
} from "@luminarys/sdk-as/engine";
import type { ThreadCall } from "../devices/thread-call.js";
import type { HostLimitError } from "../host-limit-error.js";
import { ASK, BridgeServer, createBridgeEnds, createBytes, isSwollen } from "./bridge.js";
import { CallMeter } from "./call-meter.js";
import { ANSWERED, createDoorEnds, MainDoor } from "./door.js";
import { expiryError } from "./expiry-error.js";
import { LazyTimer } from "./lazy-timer.js";
import { Lookout } from "./lookout.js";
import { MainDevices, type MainDevicesOptions } from "./main-devices.js";
import type { CallOutcome, FromThread, ThreadCalls, ThreadInput, ThreadNews } from "./messages.js";
import { Receipts } from "./outbox.js";
import { unpackError } from "./packed-error.js";
import { createWords, word } from "./shared-words.js";
import { startThread } from "./start-thread.js";
import { threadFailure } from "./thread-failure.js";
import { type Told, Watch } from "./watch.js";
import { Watchdog } from "./watchdog.js";

/** How long a thread may take to say what it still has to say. */
const END_MS = 1000;

export interface SkillWorkerOptions extends Omit<MainDevicesOptions, "meter" | "onNotice"> {
  readonly module: SkillModule;
  readonly onNews: (news: ThreadNews) => void;
  /** It takes no more calls; with an error when that wasn't asked for. */
  readonly onEnded: (error: HostLimitError | undefined) => void;
}

const clock = { now: () => performance.now(), setTimer: systemClock.setTimer };

/** How long an idle thread goes on keeping the process alive; asking for it costs what a short call does. */
const HOLD_MS = 20;

/** No count of calls, for a row that is over. */
const NONE = -1;

interface Pending {
  readonly calls: readonly ThreadCall[];
  readonly watchdog: Watchdog;
  end(outcome: RowOutcome): void;
}

/** A skill's thread, seen from the main thread. */
export class SkillWorker {
  private readonly options: SkillWorkerOptions;
  private readonly words = createWords();
  private readonly shared = new Int32Array(this.words);
  private readonly receipts = new Receipts(this.shared);
  private readonly meter = new CallMeter(this.words);
  private readonly devices: MainDevices;
  private readonly bridge: BridgeServer;
  private readonly door: MainDoor;
  private readonly lookout: Lookout;
  private readonly timer = new LazyTimer({ clock, run: () => this.pending?.watchdog.look() });
  private readonly release = new LazyTimer({ clock, run: () => this.letGo() });
  private isHeld = false;
  private readonly thread: Worker;
  /** Settles when the thread is gone. */
  readonly exited: Promise<void>;
  private readonly killed = new AbortController();
  private pending: Pending | undefined;
  private ended = false;

  constructor(options: SkillWorkerOptions) {
    const { manifest, module, journal, onNews } = options;
    const { words, meter } = this;
    this.options = options;
    setMaxListeners(0, this.killed.signal);
    const onNotice = (notice: Notice) => onNews({ kind: "notice", notice });
    this.devices = new MainDevices({ ...options, meter, onNotice });
    const ends = createBridgeEnds(words);
    this.bridge = new BridgeServer(
      ends,
      (name, request) => {
        const { calls } = this.pending as Pending;
        return this.devices.serve(name, { request, call: this.running(calls) });
      },
      () => this.lookout.begin(),
    );
    const doorEnds = createDoorEnds(words);
    this.door = new MainDoor(doorEnds);
    this.lookout = new Lookout({
      watch: new Watch(this.shared),
      receive: (told) => this.hear(told),
    });
    const input: ThreadInput = { ...ends, ...doorEnds, manifest, module, journal: journal?.limits };
    this.thread = startThread("entry", { name: manifest.id, input });
    this.exited = this.listen();
  }

  get busy(): boolean {
    return this.pending !== undefined;
  }

  /** As `SkillRunner.invokeRow`; an error is what the call threw, or a HostLimitError. */
  run(calls: readonly RunnerCall[]): Promise<RowOutcome> {
    const hostCalls = calls.map((call) => this.toHostCall(call));
    Atomics.store(this.shared, word.ended, 0);
    return new Promise((end) => {
      const epochMs = this.meter.prepare();
      this.lookout.begin();
      this.hand({ calls, epochMs });
      // The thread is awake by now; what it answers comes in a later turn.
      this.pending = { calls: hostCalls, watchdog: this.watch(hostCalls), end };
      this.hold();
    });
  }

  /** Lets an idle one say what it still has to say. */
  async end(): Promise<void> {
    if (this.ended) return;
    this.leave(undefined);
    this.door.shut();
    this.thread.postMessage("end");
    const timer = setTimeout(() => void this.thread.terminate(), END_MS);
    await this.exited;
    clearTimeout(timer);
  }

  /** Ends it at once; what runs fails with the error. */
  kill(error: HostLimitError): void {
    void this.thread.terminate();
    this.leave(error);
  }

  /** Keeps the process alive. */
  private hold(): void {
    this.release.clear();
    if (!this.isHeld) this.thread.ref();
    this.isHeld = true;
  }

  private letGo(): void {
    this.isHeld = false;
    this.thread.unref();
  }

  private toHostCall({ method, call }: RunnerCall): ThreadCall {
    const skillId = this.options.manifest.id;
    const { requestId = "", traceId = "", sessionId = "", llmSessionId = "" } = call;
    const { callerId = "", deadlineNs = 0 } = call;
    const facts = { requestId, traceId, sessionId, llmSessionId, callerId, deadlineNs };
    return { skillId, method, ended: this.killed.signal, ...facts };
  }

  private running(calls: readonly ThreadCall[]): ThreadCall {
    return calls[Atomics.load(this.shared, word.ended)] as ThreadCall;
  }

  private watch(calls: readonly ThreadCall[]): Watchdog {
    const { manifest, clock } = this.options;
    return new Watchdog({
      meter: this.meter,
      timer: this.timer,
      guestMs: manifest.limits.deadline_ms,
      leftMs: () => timeLeftMs(this.running(calls), clock.now()),
      isAsking: () => this.bridge.busy,
      onExpired: (expiry) => this.kill(expiryError(this.running(calls), { expiry, manifest })),
    });
  }

  /** What one call made large isn't kept for the next. */
  private hand(calls: ThreadCalls): void {
    if (isSwollen(this.bridge.bytes)) {
      this.bridge.bytes = createBytes();
      this.post({ ...calls, bytes: this.bridge.bytes });
    } else if (!this.door.call(calls)) this.post(calls);
  }

  private post(calls: ThreadCalls): void {
    this.door.shut();
    this.thread.postMessage(calls);
  }

  private listen(): Promise<void> {
    let failure: unknown;
    this.thread.on("message", (message: FromThread) => this.receive(message));
    this.thread.on("error", (error) => {
      failure = error;
    });
    return new Promise((resolve) => {
      this.thread.once("exit", (exitCode) => {
        const { id } = this.options.manifest;
        this.leave(threadFailure(failure, { what: `run skill "${id}"`, exitCode }));
        resolve();
      });
    });
  }

  private receive(message: FromThread): void {
    if (message === ASK || message === ANSWERED) this.hear(message);
    else if ("outcome" in message) this.settle(message.outcome);
    else {
      this.options.onNews(message.news);
      this.receipts.add(message.units);
    }
  }

  private hear(told: Told): void {
    if (told === ASK) this.answer();
    else this.settle({ ok: true, value: this.door.takeAnswer() });
  }

  private answer(): void {
    const { pending } = this;
    if (!pending) return;
    this.lookout.end();
    const answered = this.bridge.answer();
    if (answered instanceof Promise) void answered.then(() => pending.watchdog.resume());
  }

  private settle(outcome: CallOutcome): void {
    this.release.set(HOLD_MS);
    this.conclude(outcome.ok ? outcome : { ok: false, error: unpackError(outcome.error) });
  }

  private conclude(last: RowOutcome["last"]): void {
    const { pending } = this;
    if (!pending) return;
    this.pending = undefined;
    this.lookout.end();
    pending.watchdog.stop();
    // A thread that is being ended begins no more of them: they may run in another one.
    const before = Atomics.exchange(this.shared, word.ended, NONE);
    pending.end({ before, last });
  }

  /** Only the first reason counts. */
  private leave(error: HostLimitError | undefined): void {
    if (this.ended) return;
    this.ended = true;
    this.timer.close();
    this.release.close();
    if (!this.pending) this.letGo();
    this.bridge.close();
    this.killed.abort();
    this.options.onEnded(error);
    this.conclude({ ok: false, error });
  }
}
