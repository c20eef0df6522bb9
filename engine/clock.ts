/** The longest wait that setTimeout takes. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** Where the engine and its devices take the time from. */
export interface Clock {
  /** Unix time in milliseconds. */
  now(): number;
  /** Runs it once after so many milliseconds. Gives the function that cancels it. */
  setTimer(delayMs: number, run: () => void): () => void;
}

/** The machine's clock. Its timers don't keep a process alive. */
export const systemClock: Clock = { now: Date.now, setTimer: setSystemTimer };

/** Waits longer than setTimeout takes are made of several. */
function setSystemTimer(delayMs: number, run: () => void): () => void {
  let handle: ReturnType<typeof setTimeout>;
  const wait = (leftMs: number): void => {
    const nowMs = Math.min(Math.max(leftMs, 0), MAX_TIMEOUT_MS);
    handle = setTimeout(() => (leftMs > nowMs ? wait(leftMs - nowMs) : run()), nowMs);
    handle.unref?.();
  };
  wait(delayMs);
  return () => clearTimeout(handle);
}
