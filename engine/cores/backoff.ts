/** The least wait, so that a limit of 0 isn't a loop without a pause. */
const FLOOR_MS = 10;

export interface BackoffLimits {
  readonly minMs: number;
  readonly maxMs: number;
}

export interface BackoffStep {
  /** How many attempts have failed in a row. */
  readonly failed: number;
  /** A number from 0 up to 1. */
  readonly random: number;
}

/**
 * Milliseconds to wait before the next attempt: anywhere between `minMs` and twice that, four times,
 * and so on up to `maxMs`, so that those who failed together don't come back together.
 */
export function backoffMs(
  { minMs, maxMs }: BackoffLimits,
  { failed, random }: BackoffStep,
): number {
  const least = Math.max(FLOOR_MS, minMs);
  const most = Math.max(least, Math.min(maxMs, least * 2 ** (failed + 1)));
  return least + Math.floor(random * (most - least));
}
