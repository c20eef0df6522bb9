import type { Agenda } from "./agenda.js";
import { attempt, chain, type Maybe, type Outcome, unwrap } from "./maybe.js";

interface Entry {
  /** Never throws, never rejects. */
  start(): Maybe<unknown>;
  drop(reason: unknown): void;
}

/** Runs the calls of one instance in order, one at a time. */
export class Queue {
  private readonly agenda: Agenda;
  private readonly waiting: Entry[] = [];
  private current: Promise<unknown> | undefined;
  private busy = false;

  constructor(agenda: Agenda) {
    this.agenda = agenda;
  }

  /** How many wait; the one that runs isn't counted. */
  get length(): number {
    return this.waiting.length;
  }

  /** Runs it in its turn; when that is now, its value is there at once. */
  run<T>(task: () => Maybe<T>): Maybe<T> {
    this.next();
    if (!this.busy) return chain(this.occupy(task), unwrap<T>);
    return new Promise<T>((resolve, reject) => {
      this.waiting.push(entryOf(task, { resolve, reject }));
    });
  }

  /** The same before all that wait. */
  runNext<T>(task: () => Maybe<T>): Maybe<T> {
    if (!this.busy) return chain(this.occupy(task), unwrap<T>);
    return new Promise<T>((resolve, reject) => {
      this.waiting.unshift(entryOf(task, { resolve, reject }));
    });
  }

  /** Runs it in its turn, which is never before the caller has ended. `drop` hears of a clear. */
  post(task: () => Maybe<void>, drop: (reason: unknown) => void): void {
    this.waiting.push({ start: () => attempt(task), drop });
    this.agenda.add(() => this.next());
  }

  /** Drops all that wait; settles when the one that runs has ended. */
  clear(reason: unknown): Maybe<void> {
    for (const entry of this.waiting.splice(0)) entry.drop(reason);
    return this.current?.then(() => undefined);
  }

  private next(): void {
    while (!this.busy) {
      const entry = this.waiting.shift();
      if (!entry) return;
      this.occupy(() => entry.start());
    }
  }

  private occupy<T>(task: () => Maybe<T>): Maybe<Outcome<T>> {
    this.busy = true;
    const outcome = attempt(task);
    if (!(outcome instanceof Promise)) return this.release(outcome);
    const done = outcome.then((ended) => this.release(ended));
    this.current = done;
    return done;
  }

  private release<T>(outcome: T): T {
    this.busy = false;
    this.current = undefined;
    if (this.waiting.length > 0) this.agenda.add(() => this.next());
    return outcome;
  }
}

function entryOf<T>(
  task: () => Maybe<T>,
  { resolve, reject }: { resolve: (value: T) => void; reject: (reason: unknown) => void },
): Entry {
  const settle = (outcome: Outcome<T>) =>
    outcome.ok ? resolve(outcome.value) : reject(outcome.error);
  return { start: () => chain(attempt(task), settle), drop: reject };
}
