import type { HostCall } from "../../../engine/device.js";
import { HostError } from "../../../engine/errors.js";
import { ManualClock } from "../../../engine/manual-clock.js";
import type { ConnEvent, WsEvent } from "../../../engine/wire/events.gen.js";
import type { Surroundings } from "../../../testing/devices/surroundings.js";

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

/** An event as its callback would get it. */
export interface Delivered {
  readonly connId: string;
  readonly callback: string;
  readonly event: Omit<ConnEvent & WsEvent, "conn_id">;
}

export interface TestSurroundings extends Surroundings {
  readonly delivered: Delivered[];
}

export function surroundingsOf(rest: Partial<Surroundings> = {}): TestSurroundings {
  const delivered: Delivered[] = [];
  return {
    clock: new ManualClock(START_MS),
    deliver: ({ connection: { id: connId, callback }, event: { kind: _, ...event } }) => {
      delivered.push({ connId, callback, event: { ...empty, ...event } });
    },
    ...rest,
    delivered,
  };
}

const empty = {
  data: new Uint8Array(),
  message_type: "",
  close_code: 0,
  close_text: "",
  error_kind: "",
  error_msg: "",
};

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
