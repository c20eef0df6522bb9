import type { Clock } from "./clock.js";
import { Writer } from "./codec/writer.js";
import { chain, type Maybe } from "./maybe.js";
import type { Store, StoredSchedule } from "./store.js";
import { withKey } from "./with-key.js";

/** What becomes of schedules that fell due while their skill was away: called at once, or forgotten. */
export type MissedSchedules = "call" | "drop";

export interface SchedulesOptions {
  readonly clock: Clock;
  readonly store: Store;
  readonly missed: MissedSchedules;
  /** Told when one is due. It stays stored until its call has had its effects. */
  readonly onDue: (schedule: StoredSchedule, payload: Uint8Array) => void;
}

/** Waits for the stored schedules of the skills that run, with one timer for the next of them. */
export class Schedules {
  private readonly options: SchedulesOptions;
  /** In order of their time; those of one time in order of waiting. */
  private waiting: StoredSchedule[] = [];
  private cancelTimer: (() => void) | undefined;

  constructor(options: SchedulesOptions) {
    this.options = options;
  }

  /** Waits for the stored schedules of a skill; those that fell due meanwhile run next. */
  resume(skillId: string): Maybe<void> {
    const { store, clock, missed } = this.options;
    return chain(store.listSchedules(skillId), (schedules) => {
      const isLate = ({ dueMs }: StoredSchedule) => missed === "drop" && dueMs < clock.now();
      const late = schedules.filter(isLate);
      const forgotten = late.map(({ id }) => ({ kind: "remove_schedule", skillId, id }) as const);
      return chain(late.length > 0 ? store.commit(forgotten) : undefined, () => {
        for (const schedule of schedules) if (!isLate(schedule)) this.wait(schedule);
      });
    });
  }

  /** Calls it when it is due. */
  wait(schedule: StoredSchedule): void {
    const at = this.placeOf(schedule.dueMs);
    this.waiting.splice(at, 0, schedule);
    if (at === 0) this.setTimer();
  }

  /** Stops waiting for a skill's schedules; they stay stored. */
  stop(skillId: string): void {
    this.waiting = this.waiting.filter((schedule) => schedule.skillId !== skillId);
    this.setTimer();
  }

  /** The place behind all that are due by then. */
  private placeOf(dueMs: number): number {
    let [from, to] = [0, this.waiting.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.waiting[middle]?.dueMs ?? 0) <= dueMs) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  private setTimer(): void {
    const { clock } = this.options;
    this.cancelTimer?.();
    const [next] = this.waiting;
    this.cancelTimer = next && clock.setTimer(next.dueMs - clock.now(), () => this.callDue());
  }

  /** A timer may be early, or late for several. */
  private callDue(): void {
    const { clock, onDue } = this.options;
    const due = this.waiting.splice(0, this.placeOf(clock.now()));
    this.setTimer();
    for (const schedule of due) onDue(schedule, eventOf(schedule));
  }
}

/** The arguments with the schedule's `id`, by which a skill knows a repeat. */
function eventOf({ id, payload }: StoredSchedule): Uint8Array {
  const writer = new Writer();
  writer.string(id);
  return withKey(payload, { key: "id", value: writer.take() });
}
