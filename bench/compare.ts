export interface Comparison {
  /** Median nanoseconds for one call. */
  floorNs: number;
  subjectNs: number;
  /** Median of the ratios of neighbouring batches, so that a busy machine slows both sides alike. */
  ratio: number;
}

export interface CompareOptions {
  /** How long to measure, warm-up not counted. */
  budgetMs?: number;
  /** How long each side runs first, for V8 to optimise it; more code takes longer. Default 150. */
  warmUpMs?: number;
  /** How many operations one call of the subject holds. */
  per?: number;
}

type Run = () => void;

const batchMs = 2;

/** Runs short batches of floor and subject in turn and compares neighbours. */
export function compare(floor: Run, subject: Run, options: CompareOptions = {}): Comparison {
  const { budgetMs = 1500, warmUpMs = 150, per = 1 } = options;
  const floorCalls = calibrate(floor, warmUpMs);
  const subjectCalls = calibrate(subject, warmUpMs);
  const floors: number[] = [];
  const subjects: number[] = [];
  const end = performance.now() + budgetMs;
  while (performance.now() < end || floors.length < 15) {
    // The order changes with every pair: what one batch leaves behind falls on both sides.
    const floorFirst = floors.length % 2 === 0;
    if (floorFirst) floors.push(time(floor, floorCalls));
    subjects.push(time(subject, subjectCalls) / per);
    if (!floorFirst) floors.push(time(floor, floorCalls));
  }
  const ratios = subjects.map((ns, i) => ns / (floors[i] ?? Number.NaN));
  return { floorNs: median(floors), subjectNs: median(subjects), ratio: median(ratios) };
}

/** How many calls fill a batch, found after the engine has had time to optimise. */
function calibrate(run: Run, warmUpMs: number): number {
  const end = performance.now() + warmUpMs;
  let calls = 0;
  do {
    run();
    calls++;
  } while (performance.now() < end);
  return Math.max(1, Math.round((calls * batchMs) / warmUpMs));
}

/** Nanoseconds for one call. */
function time(run: Run, calls: number): number {
  const started = performance.now();
  for (let i = 0; i < calls; i++) run();
  return ((performance.now() - started) * 1e6) / calls;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
