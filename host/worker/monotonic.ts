const TRIES = 100;
/** So close are two readings of the clocks between which the thread was not kept waiting. */
const CLOSE_MS = 0.005;

const offsetMs = readOffset();

/** Milliseconds on a clock that all threads of the process share and nobody sets. */
export function monotonicMs(): number {
  return performance.now() + offsetMs;
}

/** The shared clock against the thread's own, of the try that took least: the machine may be busy. */
function readOffset(): number {
  let best = { offsetMs: 0, gapMs: Number.POSITIVE_INFINITY };
  for (let i = 0; i < TRIES && best.gapMs > CLOSE_MS; i++) {
    const beforeMs = performance.now();
    const sharedMs = Number(process.hrtime.bigint()) / 1e6;
    const gapMs = performance.now() - beforeMs;
    if (gapMs < best.gapMs) best = { offsetMs: sharedMs - beforeMs - gapMs / 2, gapMs };
  }
  return best.offsetMs;
}
