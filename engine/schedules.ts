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

/** Timers over the stored schedules of the skills that run. */
export class Schedules {
  private readonly options: SchedulesOptions;
  /** What cancels each timer, by skill and schedule. */
  private readonly timers = new Map<string, Map<string, () => void>>();

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
    const { clock, onDue } = this.options;
    const { skillId, id, dueMs } = schedule;
    const timers = this.timers.get(skillId) ?? new Map<string, () => void>();
    this.timers.set(skillId, timers);
    const cancel = clock.setTimer(dueMs - clock.now(), () => {
      timers.delete(id);
      onDue(schedule, eventOf(schedule));
    });
    timers.set(id, cancel);
  }

  /** Stops a skill's timers; its schedules stay stored. */
  stop(skillId: string): void {
    for (const cancel of this.timers.get(skillId)?.values() ?? []) cancel();
    this.timers.delete(skillId);
  }
}

/** The arguments with the schedule's `id`, by which a skill knows a repeat. */
function eventOf({ id, payload }: StoredSchedule): Uint8Array {
  const writer = new Writer();
  writer.string(id);
  return withKey(payload, { key: "id", value: writer.take() });
}
