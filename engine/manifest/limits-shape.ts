import { defaulted, type Shape, section, wholeNumber, withDefault } from "../yaml/shape.js";
import type { Limits } from "./model.js";
import { atLeastOne, count, duration } from "./numbers.js";

export const defaultLimits: Limits = {
  deadline_ms: 30_000,
  memory_mb: 64,
  idle_ms: 300_000,
  queue: 256,
  connections: 64,
  processes: 8,
  log_lines_per_s: 1000,
  store_mb: 64,
  host_calls: 0,
  io_mb: 0,
};

/** WebAssembly addresses no more. */
const megabytes = wholeNumber({ min: 1, max: 4096 });

const shapes: { readonly [K in keyof Limits]: Shape<number> } = {
  deadline_ms: duration,
  memory_mb: megabytes,
  idle_ms: duration,
  queue: atLeastOne,
  connections: count,
  processes: count,
  log_lines_per_s: count,
  store_mb: count,
  host_calls: count,
  io_mb: count,
};

/** `defaults` are the host's. */
export function limitsShape(defaults: Partial<Limits>): Shape<Limits> {
  const values = { ...defaultLimits, ...defaults };
  const keys = Object.keys(shapes) as (keyof Limits)[];
  const fields = keys.map((key) => [key, withDefault(shapes[key], values[key])]);
  return defaulted(section<Limits>(Object.fromEntries(fields)));
}
