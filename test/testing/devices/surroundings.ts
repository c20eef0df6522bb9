import type { HostCall } from "../../../engine/device.js";
import { HostError } from "../../../engine/errors.js";
import { ManualClock } from "../../../engine/manual-clock.js";
import type { Delivery, Surroundings } from "../../../testing/devices/surroundings.js";

/** 2026-01-02T03:04:05Z */
export const START_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

export const call: HostCall = {
  skillId: "skill",
  method: "run",
  requestId: "r1",
  traceId: "t1",
  sessionId: "s1",
  llmSessionId: "",
  callerId: "",
  deadlineNs: 0,
};

export interface TestSurroundings extends Surroundings {
  readonly delivered: Delivery[];
}

export function surroundingsOf(rest: Partial<Surroundings> = {}): TestSurroundings {
  const delivered: Delivery[] = [];
  return {
    clock: new ManualClock(START_MS),
    deliver: (delivery) => void delivered.push(delivery),
    ...rest,
    delivered,
  };
}

export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** How a device failed: `code: message`; undefined when it didn't. */
export function failureOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof HostError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return undefined;
}
