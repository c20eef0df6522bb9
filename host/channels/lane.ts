import { closedError } from "./channel-error.js";
import type { MediumEvents } from "./create-channel.js";
import { Fifo } from "./fifo.js";

/** Frames that are on their way; whoever sends more waits until one has arrived. */
const MOST_ON_THE_WAY = 1024;

interface Sender {
  resolve(): void;
  reject(error: Error): void;
}

/** One direction between two ends in memory. Nobody is called back before `send` has returned. */
export class Lane<T> {
  private readonly frames = new Fifo<T>();
  private readonly senders = new Fifo<Sender>();
  private receiver: MediumEvents<T> | undefined;
  private isPaused = false;
  private isScheduled = false;
  private isEnded = false;

  connect(receiver: MediumEvents<T>): void {
    this.receiver = receiver;
  }

  async add(frame: T): Promise<void> {
    if (this.isEnded) throw closedError();
    this.frames.add(frame);
    this.schedule();
    if (this.frames.size <= MOST_ON_THE_WAY) return;
    await new Promise<void>((resolve, reject) => this.senders.add({ resolve, reject }));
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    this.schedule();
  }

  /** From the near end: what is on its way arrives, and then the end. */
  async end(reason: string | undefined): Promise<void> {
    if (this.isEnded) return;
    this.isEnded = true;
    await Promise.resolve();
    this.isPaused = false;
    this.run();
    this.receiver?.end(reason);
  }

  /** From the far end: nobody takes what is on its way. */
  drop(): void {
    this.isEnded = true;
    this.frames.clear();
    while (this.senders.size > 0) this.senders.take().reject(closedError());
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    queueMicrotask(() => this.run());
  }

  private run(): void {
    this.isScheduled = false;
    while (this.frames.size > 0 && (!this.isPaused || this.isEnded)) {
      this.receiver?.receive(this.frames.take());
      if (this.senders.size > 0) this.senders.take().resolve();
    }
  }
}
