const offsetMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();

/** Milliseconds on a clock that all threads of the process share and nobody sets. */
export function monotonicMs(): number {
  return performance.now() + offsetMs;
}
