import type { HostError } from "@luminarys/sdk-as/engine";
import type { TimeLimit } from "../network/time-limit.js";

/** The host calls of a device that are under way. */
export class Underway {
  private readonly limits = new Set<TimeLimit>();

  /** Runs it within the limit, which ends with it. */
  async run<T>(limit: TimeLimit, work: (limit: TimeLimit) => Promise<T>): Promise<T> {
    this.limits.add(limit);
    try {
      return await work(limit);
    } finally {
      limit.end();
      this.limits.delete(limit);
    }
  }

  /** Ends all of them. */
  abort(reason: HostError): void {
    for (const limit of this.limits) limit.abort(reason);
  }
}
