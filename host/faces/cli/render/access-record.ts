import type { Access } from "../../../listen/access.js";
import type { LogRecord } from "../../../log/log-record.js";

/** A request as a line of the host's log. */
export function accessRecord({
  method,
  path,
  status,
  durationMs,
  address,
  traceId,
}: Access): LogRecord {
  return {
    level: "info",
    message: `${method} ${path} ${status}`,
    fields: { address, duration_ms: Number(durationMs.toFixed(1)) },
    traceId,
  };
}
