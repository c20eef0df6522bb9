import { setImmediate } from "node:timers";
import type { Told, Watch } from "./watch.js";

/** How long the event loop goes on turning for a thread; most calls take less, and a wake-up about as much. */
const AWAKE_MS = 0.1;
/** A thread that took longer isn't looked out for the next time. */
const SOON_MS = 0.3;

export interface LookoutOptions {
  readonly watch: Watch;
  readonly receive: (told: Told) => void;
  /** Milliseconds of a clock that never goes back. Default: the process's. */
  readonly now?: () => number;
}

/** Those that keep the event loop turning. */
const open = new Set<Lookout>();
let isTurning = false;

/** Looks out for what one thread tells, as long as that thread keeps being quick. */
export class Lookout {
  private readonly options: LookoutOptions;
  private readonly now: () => number;
  private sinceMs = 0;
  private isQuick = false;

  constructor(options: LookoutOptions) {
    this.options = options;
    this.now = options.now ?? (() => performance.now());
  }

  /** To be called before the thread gets its turn. */
  begin(): void {
    this.sinceMs = this.now();
    if (!this.isQuick) return;
    this.options.watch.begin();
    open.add(this);
    keepTurning();
  }

  /** One look; whatever else is due has its turn between two of them. */
  look(): void {
    const { watch, receive } = this.options;
    const isOver = this.now() - this.sinceMs >= AWAKE_MS;
    const told = isOver ? watch.end() : watch.take();
    if (isOver || told !== undefined) open.delete(this);
    if (told !== undefined) receive(told);
  }

  /** The thread has told something, this way or by a message. */
  end(): void {
    this.isQuick = this.now() - this.sinceMs < SOON_MS;
    this.options.watch.end();
    open.delete(this);
  }
}

function keepTurning(): void {
  if (isTurning || open.size === 0) return;
  isTurning = true;
  setImmediate(turn);
}

function turn(): void {
  isTurning = false;
  try {
    // Those that begin again meanwhile wait for the next turn.
    for (const lookout of [...open]) lookout.look();
  } finally {
    // What one of them throws mustn't keep the others waiting.
    keepTurning();
  }
}
