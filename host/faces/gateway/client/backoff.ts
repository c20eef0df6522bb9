export interface BackoffOptions {
  /** The first wait. Default 500. */
  readonly minMs?: number;
  /** The longest one. Default 30,000. */
  readonly maxMs?: number;
}

/**
 * How long to wait before a try, after so many that failed: twice as long each time, and by chance down
 * to half of that, so that many clients don't come back at once. `random` is from 0 up to 1.
 */
export function backoff(
  failed: number,
  { minMs = 500, maxMs = 30_000, random }: BackoffOptions & { readonly random: () => number },
): number {
  const longest = Math.min(maxMs, minMs * 2 ** Math.min(failed, 30));
  return Math.round(longest * (1 - random() / 2));
}
