import { type Shape, section } from "../yaml/shape.js";
import type { Reconnect } from "./model.js";
import { milliseconds } from "./numbers.js";

const delays = section<Reconnect>({ min_ms: milliseconds, max_ms: milliseconds });

/** The delays, or false for never. */
export const reconnectShape: Shape<Reconnect | null> = {
  absent: { value: null },
  read(value) {
    if (value.scalar === false) return null;
    if (!value.entries()) return void value.reportType("a map with min_ms and max_ms, or false");
    const reconnect = delays.read(value);
    const { min_ms = 0, max_ms = 0 } = reconnect ?? {};
    if (min_ms > max_ms)
      value.report(`min_ms (${min_ms}) is above max_ms (${max_ms}) in ${value.path}`);
    return reconnect;
  },
};
