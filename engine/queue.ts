import type { Agenda } from "./agenda.js";
import { attempt, chain, type Maybe, type Outcome, unwrap } from "./maybe.js";

/** Runs jobs together that stand in the queue one behind the other. */
export interface Row {
  /** The most at once. */
  readonly most: number;
  /** Runs the first ones and gives how many. Never throws, never rejects. */
  run(jobs: readonly string[]): Maybe<number>;
}

interface Entry {
  /** What it is of a row. */
  readonly part?: { readonly row: Row; readonly job: string };
  /** Goes before all others. */
  readonly isNext?: boolean;
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
      this.waiting.unshift({ ...entryOf(task, { resolve, reject }), isNext: true });
    });
  }

  /** Runs it in its turn, which is never before the caller has ended. `drop` hears of a clear. */
  post(task: () => Maybe<void>, drop: (reason: unknown) => void): void {
    this.waiting.push({ start: () => attempt(task), drop });
    this.agenda.add(() => this.next());
  }

  /** The same for a job of a row. A clear just drops it. */
  postTo(row: Row, job: string): void {
    const entry: Entry = {
      part: { row, job },
      start: () => this.startRow(entry, row),
      drop: () => {},
    };
    this.waiting.push(entry);
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

  /** What the row leaves undone stays where it was. */
  private startRow(first: Entry, row: Row): Maybe<void> {
    let others = 0;
    while (others < row.most - 1 && this.waiting[others]?.part?.row === row) others++;
    const entries = [first, ...this.waiting.splice(0, others)];
    const jobs = entries.flatMap(({ part }) => part?.job ?? []);
    return chain(row.run(jobs), (done) => {
      if (done === entries.length) return;
      const at = this.waiting.findIndex(({ isNext }) => !isNext);
      this.waiting.splice(at < 0 ? this.waiting.length : at, 0, ...entries.slice(done));
    });
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
