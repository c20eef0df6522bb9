import type { Worker } from "node:worker_threads";
import { HostLimitError } from "../host-limit-error.js";
import type { Inspection, InspectionInput, InspectionOutcome } from "./inspection.js";
import { unpackError } from "./packed-error.js";
import { startThread } from "./start-thread.js";
import { threadFailure } from "./thread-failure.js";

/** How long the thread stays when nothing is to inspect. */
const IDLE_MS = 1000;

interface Job {
  readonly input: InspectionInput;
  resolve(inspection: Inspection): void;
  reject(error: unknown): void;
}

/**
 * Compiles modules and asks them for their descriptors, in one thread for all: what a module runs then
 * can't stop the main thread, and costs the thread at worst.
 */
export class Inspector {
  private readonly limitMs: number;
  private readonly waiting: Job[] = [];
  private readonly exits = new Set<Promise<void>>();
  private thread: Worker | undefined;
  private job: Job | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  /** `limitMs` is the most for one module. */
  constructor(limitMs: number) {
    this.limitMs = limitMs;
  }

  /** Rejects with what loadModule or describeModule throws, or a HostLimitError. */
  inspect(input: InspectionInput): Promise<Inspection> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ input, resolve, reject });
      this.next();
    });
  }

  /** What isn't done is rejected. Settles when the thread is gone. */
  async close(): Promise<void> {
    this.closed = true;
    this.drop(stoppedError());
    for (const { reject } of this.waiting.splice(0)) reject(stoppedError());
    await Promise.all(this.exits);
  }

  private next(): void {
    if (this.closed) {
      for (const { reject } of this.waiting.splice(0)) reject(stoppedError());
    }
    if (this.job) return;
    this.job = this.waiting.shift();
    clearTimeout(this.timer);
    if (this.job) this.begin(this.job);
    else this.rest();
  }

  private begin({ input }: Job): void {
    this.thread ??= this.start();
    this.thread.ref();
    this.thread.postMessage(input);
    this.timer = setTimeout(() => this.drop(lateError(this.limitMs)), this.limitMs);
  }

  private rest(): void {
    this.thread?.unref();
    this.timer = setTimeout(() => this.drop(undefined), IDLE_MS);
    this.timer.unref();
  }

  private start(): Worker {
    const thread = startThread("inspector-entry", { name: "inspector" });
    let failure: unknown;
    thread.on("message", (outcome: InspectionOutcome) => this.settle(outcome));
    thread.on("error", (error) => {
      failure = error;
    });
    const exited = new Promise<void>((resolve) => {
      thread.once("exit", (exitCode) => {
        this.exits.delete(exited);
        if (thread === this.thread) {
          this.drop(threadFailure(failure, { what: "load module", exitCode }));
        }
        resolve();
      });
    });
    this.exits.add(exited);
    return thread;
  }

  private settle(outcome: InspectionOutcome): void {
    const { job } = this;
    this.job = undefined;
    if (outcome.ok) {
      const { module, descriptor } = outcome;
      job?.resolve({ module, descriptor });
    } else job?.reject(unpackError(outcome.error));
    this.next();
  }

  /** Ends the thread; the next module gets a new one. */
  private drop(error: unknown): void {
    const { thread, job } = this;
    clearTimeout(this.timer);
    this.thread = undefined;
    this.job = undefined;
    void thread?.terminate();
    job?.reject(error);
    if (this.waiting.length > 0) this.next();
  }
}

function lateError(limitMs: number): HostLimitError {
  const reason = `compiling and describing it took more than ${limitMs} ms`;
  return new HostLimitError(`Cannot load module: ${reason}`, { code: "deadline" });
}

function stoppedError(): HostLimitError {
  return new HostLimitError("Cannot load module: the host is stopping", { code: "stopped" });
}
