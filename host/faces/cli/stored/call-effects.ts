import type { StoreChange, StoredSchedule } from "@luminarys/sdk-as/engine";

/** Something that a call changed in the store. */
export interface CallEffect {
  /** Unix time in milliseconds. */
  readonly atMs: number;
  readonly change: StoreChange;
}

/** What a call, and those that it caused, changed in the store. */
export class CallEffects {
  readonly all: CallEffect[] = [];

  add(changes: readonly StoreChange[]): void {
    const atMs = Date.now();
    this.all.push(...changes.map((change) => ({ atMs, change })));
  }

  /** Those that weren't due before the call had ended. */
  get schedules(): StoredSchedule[] {
    const changes = this.all.map(({ change }) => change);
    const called = changes.flatMap((each) => (each.kind === "remove_schedule" ? each.id : []));
    return changes
      .flatMap((each) => (each.kind === "add_schedule" ? each.schedule : []))
      .filter(({ id }) => !called.includes(id));
  }

  /** What later calls would find, each once. */
  get kept(): string[] {
    const names = this.all.flatMap(({ change }) => keptName(change) ?? []);
    const waiting = this.schedules.map(({ method }) => `the schedule of ${method}`);
    return [...new Set([...names, ...waiting])];
  }
}

function keptName(change: StoreChange): string | undefined {
  switch (change.kind) {
    case "state":
      return `the state of session "${change.sessionId}"`;
    case "value":
      return `the value of "${change.key}"`;
    case "subscribe":
      return `the subscription to "${change.subscription.topic}"`;
    default:
      return undefined;
  }
}
