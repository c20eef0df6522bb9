import type { Clock } from "./clock.js";
import { chain, type Maybe } from "./maybe.js";
import type { Store, StoredSchedule } from "./store.js";

export interface SchedulesOptions {
  readonly clock: Clock;
  readonly store: Store;
  /** Told when one is due; it is out of the store by then. */
  readonly onDue: (schedule: StoredSchedule) => void;
  readonly onError: (schedule: StoredSchedule, error: unknown) => void;
}

/** Timers over the stored schedules of the skills that run. */
export class Schedules {
  private readonly options: SchedulesOptions;
  /** What cancels each timer, by skill and schedule. */
  private readonly timers = new Map<string, Map<string, () => void>>();

  constructor(options: SchedulesOptions) {
    this.options = options;
  }

  /** Stores a schedule and waits for it. */
  add(schedule: StoredSchedule): Maybe<void> {
    return chain(this.options.store.addSchedule(schedule), () => this.wait(schedule));
  }

  /** Waits for the stored schedules of a skill; those that fell due meanwhile run next. */
  resume(skillId: string): Maybe<void> {
    return chain(this.options.store.listSchedules(skillId), (schedules) => {
      for (const schedule of schedules) this.wait(schedule);
    });
  }

  /** Stops a skill's timers; its schedules stay stored. */
  stop(skillId: string): void {
    for (const cancel of this.timers.get(skillId)?.values() ?? []) cancel();
    this.timers.delete(skillId);
  }

  private wait(schedule: StoredSchedule): void {
    const { clock } = this.options;
    const { skillId, id, dueMs } = schedule;
    const timers = this.timers.get(skillId) ?? new Map<string, () => void>();
    this.timers.set(skillId, timers);
    const cancel = clock.setTimer(dueMs - clock.now(), () => {
      timers.delete(id);
      this.fire(schedule);
    });
    timers.set(id, cancel);
  }

  private fire(schedule: StoredSchedule): void {
    const { store, onDue, onError } = this.options;
    try {
      const removed = chain(store.removeSchedule(schedule.skillId, schedule.id), () =>
        onDue(schedule),
      );
      if (removed instanceof Promise) removed.catch((error) => onError(schedule, error));
    } catch (error) {
      onError(schedule, error);
    }
  }
}
