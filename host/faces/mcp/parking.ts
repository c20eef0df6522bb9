import { randomUUID } from "node:crypto";
import type { Clock } from "@luminarys/sdk-as/engine";
import type { ActiveCall, Question } from "./active-call.js";

export interface ParkedCall {
  readonly call: ActiveCall;
  readonly question: Question;
  /** Who may go on with it, and by which tool. */
  readonly owner: string;
}

export interface ParkingOptions {
  readonly clock: Clock;
  /** Most calls at once. */
  readonly most: number;
  /** Milliseconds after which a call is given up. */
  readonly keepMs: number;
}

/** Calls that wait for their client to come back with an answer. */
export class Parking {
  private readonly options: ParkingOptions;
  private readonly places = new Map<string, { parked: ParkedCall; cancel: () => void }>();

  constructor(options: ParkingOptions) {
    this.options = options;
  }

  get size(): number {
    return this.places.size;
  }

  /** Gives the state with which to come back; undefined when there is no room. */
  park(parked: ParkedCall): string | undefined {
    const { clock, most, keepMs } = this.options;
    if (this.places.size >= most) return undefined;
    const state = randomUUID();
    const cancel = clock.setTimer(keepMs, () => {
      this.places.delete(state);
      parked.call.cancel();
    });
    this.places.set(state, { parked, cancel });
    return state;
  }

  /** Once: a second request with the same state finds nothing, and so does another owner. */
  take(state: string, owner: string): ParkedCall | undefined {
    const place = this.places.get(state);
    if (place?.parked.owner !== owner) return undefined;
    this.places.delete(state);
    place.cancel();
    return place.parked;
  }

  close(): void {
    for (const { parked, cancel } of this.places.values()) {
      cancel();
      parked.call.cancel();
    }
    this.places.clear();
  }
}
