const NS_PER_MS = 1_000_000n;

/** Milliseconds until the call must end, at a Unix time in milliseconds; infinite without a deadline. */
export function timeLeftMs(call: { readonly deadlineNs: number | bigint }, nowMs: number): number {
  if (!call.deadlineNs) return Number.POSITIVE_INFINITY;
  return Number(BigInt(call.deadlineNs) - toNs(nowMs)) / 1e6;
}

/** A Unix time in nanoseconds. */
export function toNs(ms: number): bigint {
  const whole = Math.floor(ms);
  return BigInt(whole) * NS_PER_MS + BigInt(Math.round((ms - whole) * 1e6));
}

/** The earliest of the deadlines in nanoseconds; 0 when none is set. */
export function earliestNs(...deadlines: (number | bigint | undefined)[]): number | bigint {
  let earliest: number | bigint = 0;
  for (const each of deadlines) if (each && (!earliest || each < earliest)) earliest = each;
  return earliest;
}
