import { wholeNumber } from "../yaml/shape.js";

const MAX_BYTES = 2 ** 40;
/** What timers take. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export const byteCount = wholeNumber({ min: 1, max: MAX_BYTES });
/** 0 is none. */
export const milliseconds = wholeNumber({ min: 0, max: MAX_TIMER_MS });
export const duration = wholeNumber({ min: 1, max: MAX_TIMER_MS });
/** 0 is none. */
export const count = wholeNumber({ min: 0, max: 1_000_000 });
export const atLeastOne = wholeNumber({ min: 1, max: 1_000_000 });
export const portNumber = wholeNumber({ min: 0, max: 65535 });
