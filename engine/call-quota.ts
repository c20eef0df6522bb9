import type { HostCall } from "./device.js";
import { HostError } from "./errors.js";
import type { Limits } from "./manifest/model.js";

const MIB = 1024 * 1024;

/** What one call of a skill has used so far. */
export interface CallCounts {
  hostCalls: number;
  bytes: number;
  /** Begins anew when this is another call than before. */
  enter(call: HostCall): void;
}

/** How often one call of a skill may ask its host, and how much may cross; 0 is no limit. */
export class CallQuota {
  private readonly limits: Limits;
  private readonly counts: CallCounts;

  constructor(limits: Limits, counts: CallCounts = new OwnCounts()) {
    this.limits = limits;
    this.counts = counts;
  }

  /** Throws a HostError for a host call too many, or a request that is too large. */
  begin(name: string, { request, call }: { request: object; call: HostCall }): void {
    const { counts } = this;
    counts.enter(call);
    const { host_calls: most } = this.limits;
    if (most > 0 && counts.hostCalls >= most) {
      const reason = `this call has made ${most} host calls already`;
      throw new HostError(`Cannot call ${name}: ${reason}. Hint: raise limits.host_calls`, {
        code: "denied",
      });
    }
    counts.hostCalls++;
    this.add(name, request);
  }

  /** Counts text and bytes of a request or an answer. Throws a HostError beyond the limit. */
  add(name: string, message: unknown): void {
    const { io_mb: most } = this.limits;
    if (most === 0) return;
    this.counts.bytes += sizeOf(message);
    if (this.counts.bytes <= most * MIB) return;
    const reason = `this call has moved more than ${most} MiB`;
    throw new HostError(`Cannot call ${name}: ${reason}. Hint: raise limits.io_mb`, {
      code: "too_large",
    });
  }
}

class OwnCounts implements CallCounts {
  hostCalls = 0;
  bytes = 0;
  private call: HostCall | undefined;

  enter(call: HostCall): void {
    if (call === this.call) return;
    this.call = call;
    this.hostCalls = 0;
    this.bytes = 0;
  }
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (value instanceof Uint8Array) return value.length;
  if (typeof value !== "object" || value === null) return 0;
  const parts: unknown[] = Array.isArray(value) ? value : Object.values(value);
  return parts.reduce<number>((sum, part) => sum + sizeOf(part), 0);
}
