import { randomUUID } from "node:crypto";

const NONE = "0".repeat(32);

/** The trace of a W3C `traceparent`, or a new one. */
export function traceIdOf(traceparent: string | null): string {
  const [, id = NONE] = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-/.exec(traceparent ?? "") ?? [];
  return id === NONE ? randomUUID().replaceAll("-", "") : id;
}
