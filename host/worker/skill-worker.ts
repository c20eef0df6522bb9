import type { Worker } from "node:worker_threads";
import {
  type HostCall,
  type InvokeCall,
  type Manifest,
  type Notice,
  type RawResult,
  type SkillModule,
  timeLeftMs,
} from "@luminarys/sdk-as/engine";
import { HostLimitError } from "../host-limit-error.js";
import { ASK, BridgeServer, createBridgeEnds, createBytes, isSwollen } from "./bridge.js";
import { CallMeter } from "./call-meter.js";
import { ANSWERED, createDoorEnds, MainDoor } from "./door.js";
import { MainDevices, type MainDevicesOptions } from "./main-devices.js";
import type { CallOutcome, FromThread, ThreadCall, ThreadInput, ThreadNews } from "./messages.js";
import { acknowledge } from "./outbox.js";
import { unpackError } from "./packed-error.js";
import { createWords } from "./shared-words.js";
import { startThread } from "./start-thread.js";
import { threadFailure } from "./thread-failure.js";
import { type Expiry, STUCK_MS, Watchdog } from "./watchdog.js";

/** How long a thread may take to say what it still has to say. */
const END_MS = 1000;

export interface SkillWorkerOptions extends Omit<MainDevicesOptions, "meter" | "onNotice"> {
  readonly module: SkillModule;
  readonly onNews: (news: ThreadNews) => void;
  /** It takes no more calls; with an error when that wasn't asked for. */
  readonly onEnded: (error: HostLimitError | undefined) => void;
}

interface Pending {
  readonly call: HostCall;
  readonly watchdog: Watchdog;
  resolve(value: RawResult): void;
  reject(error: unknown): void;
}

/** A skill's thread, seen from the main thread. */
export class SkillWorker {
  private readonly options: SkillWorkerOptions;
  private readonly words = createWords();
  private readonly takenWords = new Int32Array(this.words);
  private readonly meter = new CallMeter(this.words);
  private readonly devices: MainDevices;
  private readonly bridge: BridgeServer;
  private readonly door: MainDoor;
  private readonly thread: Worker;
  /** Settles when the thread is gone. */
  readonly exited: Promise<void>;
  private pending: Pending | undefined;
  private ended = false;

  constructor(options: SkillWorkerOptions) {
    const { manifest, module, journal, onNews } = options;
    const { words, meter } = this;
    this.options = options;
    const onNotice = (notice: Notice) => onNews({ kind: "notice", notice });
    this.devices = new MainDevices({ ...options, meter, onNotice });
    const ends = createBridgeEnds(words);
    this.bridge = new BridgeServer(ends, (name, request) => {
      const { call } = this.pending as Pending;
      return this.devices.serve(name, { request, call });
    });
    const doorEnds = createDoorEnds(words);
    this.door = new MainDoor(doorEnds);
    const input: ThreadInput = { ...ends, ...doorEnds, manifest, module, journal: journal?.limits };
    this.thread = startThread("entry", { name: manifest.id, workerData: input });
    this.exited = this.listen();
  }

  get busy(): boolean {
    return this.pending !== undefined;
  }

  /** Runs one method; no other may run. Rejects with what it threw, or a HostLimitError. */
  run(method: string, payload: Uint8Array, call: InvokeCall): Promise<RawResult> {
    const hostCall = toHostCall(this.options.manifest.id, { method, call });
    return new Promise((resolve, reject) => {
      const epochMs = this.meter.prepare();
      this.pending = { call: hostCall, watchdog: this.watch(hostCall), resolve, reject };
      this.thread.ref();
      this.hand({ method, payload, call, epochMs });
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

  private watch(call: HostCall): Watchdog {
    const { manifest, clock } = this.options;
    return new Watchdog({
      meter: this.meter,
      guestMs: manifest.limits.deadline_ms,
      leftMs: () => timeLeftMs(call, clock.now()),
      isAsking: () => this.bridge.busy,
      onExpired: (expiry) => this.kill(expiryError(call, { expiry, manifest })),
    });
  }

  /** What one call made large isn't kept for the next. */
  private hand(call: ThreadCall): void {
    if (isSwollen(this.bridge.bytes)) {
      this.bridge.bytes = createBytes();
      this.post({ ...call, bytes: this.bridge.bytes });
    } else if (!this.door.call(call)) this.post(call);
  }

  private post(call: ThreadCall): void {
    this.door.shut();
    this.thread.postMessage(call);
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
    if (message === ASK) this.answer();
    else if (message === ANSWERED) this.settle({ ok: true, value: this.door.takeAnswer() });
    else if ("outcome" in message) this.settle(message.outcome);
    else {
      this.options.onNews(message.news);
      acknowledge(this.takenWords, message.units);
    }
  }

  private answer(): void {
    const { pending } = this;
    if (!pending) return;
    const answered = this.bridge.answer();
    if (answered instanceof Promise) void answered.then(() => pending.watchdog.resume());
  }

  private settle(outcome: CallOutcome): void {
    const { pending } = this;
    if (!pending) return;
    this.pending = undefined;
    pending.watchdog.stop();
    this.thread.unref();
    if (outcome.ok) pending.resolve(outcome.value);
    else pending.reject(unpackError(outcome.error));
  }

  /** Only the first reason counts. */
  private leave(error: HostLimitError | undefined): void {
    if (this.ended) return;
    this.ended = true;
    this.bridge.close();
    const { pending } = this;
    this.pending = undefined;
    pending?.watchdog.stop();
    this.options.onEnded(error);
    pending?.reject(error);
  }
}

function toHostCall(
  skillId: string,
  { method, call }: { method: string; call: InvokeCall },
): HostCall {
  const { requestId = "", traceId = "", sessionId = "", llmSessionId = "" } = call;
  const { callerId = "", deadlineNs = 0 } = call;
  const facts = { requestId, traceId, sessionId, llmSessionId, callerId, deadlineNs };
  return { skillId, method, ...facts };
}

function expiryError(
  { skillId, method }: HostCall,
  { expiry, manifest }: { expiry: Expiry; manifest: Manifest },
): HostLimitError {
  const action = `Cannot finish "${skillId}/${method}"`;
  if (expiry === "total") {
    return new HostLimitError(`${action}: its deadline has passed`, { code: "deadline" });
  }
  if (expiry === "stuck") {
    const reason = `a host call in its thread took more than ${STUCK_MS} ms`;
    return new HostLimitError(`${action}: ${reason}`, { code: "deadline" });
  }
  const reason = `it ran for more than ${manifest.limits.deadline_ms} ms`;
  return new HostLimitError(`${action}: ${reason}. Hint: raise limits.deadline_ms`, {
    code: "deadline",
  });
}
