import type { Clock } from "@luminarys/sdk-as/engine";

interface IdleTimerOptions {
  readonly clock: Clock;
  /** 0 = never. */
  readonly idleMs: number;
  readonly onIdle: () => void;
}

/** Notices that nothing has happened for a while. */
export class IdleTimer {
  private readonly options: IdleTimerOptions;
  private lastMs: number;
  private isHeld = false;
  private cancel = () => {};

  constructor(options: IdleTimerOptions) {
    this.options = options;
    this.lastMs = options.clock.now();
    if (options.idleMs > 0) this.wait(options.idleMs);
  }

  /** Something happened. */
  touch(): void {
    this.lastMs = this.options.clock.now();
    this.isHeld = false;
  }

  /** Until the next `touch` it isn't idleness that nothing happens. */
  hold(): void {
    this.isHeld = true;
  }

  stop(): void {
    this.cancel();
  }

  private wait(ms: number): void {
    this.cancel = this.options.clock.setTimer(ms, () => this.check());
  }

  private check(): void {
    const { clock, idleMs, onIdle } = this.options;
    const leftMs = this.isHeld ? idleMs : this.lastMs + idleMs - clock.now();
    if (leftMs > 0) this.wait(leftMs);
    else onIdle();
  }
}
