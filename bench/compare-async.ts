import { type Comparison, median } from "./compare.js";

export interface CompareAsyncOptions {
  /** How long to measure, warm-up not counted. */
  readonly budgetMs?: number;
}

type Run = () => Promise<unknown>;

const batchMs = 20;
/** Long enough for V8 to optimize what is called a few hundred times a second. */
const warmUpMs = 4000;
const calibrateMs = 1000;

/** As `compare`, for what answers later: one at a time, in short batches of floor and subject in turn. */
export async function compareAsync(
  floor: Run,
  subject: Run,
  { budgetMs = 3000 }: CompareAsyncOptions = {},
): Promise<Comparison> {
  const floorCalls = await calibrate(floor);
  const subjectCalls = await calibrate(subject);
  const floors: number[] = [];
  const subjects: number[] = [];
  const end = performance.now() + budgetMs;
  while (performance.now() < end || floors.length < 15) {
    // The order changes with every pair: what one batch leaves behind falls on both sides.
    const floorFirst = floors.length % 2 === 0;
    if (floorFirst) floors.push(await time(floor, floorCalls));
    subjects.push(await time(subject, subjectCalls));
    if (!floorFirst) floors.push(await time(floor, floorCalls));
  }
  const ratios = subjects.map((ns, i) => ns / (floors[i] ?? Number.NaN));
  return { floorNs: median(floors), subjectNs: median(subjects), ratio: median(ratios) };
}

/** How many calls fill a batch, once it has warmed up. */
async function calibrate(run: Run): Promise<number> {
  await count(run, warmUpMs);
  const calls = await count(run, calibrateMs);
  return Math.max(1, Math.round((calls * batchMs) / calibrateMs));
}

/** How many calls there are in that time. */
async function count(run: Run, ms: number): Promise<number> {
  const end = performance.now() + ms;
  let calls = 0;
  do {
    await run();
    calls++;
  } while (performance.now() < end);
  return calls;
}

/** Nanoseconds for one call. */
async function time(run: Run, calls: number): Promise<number> {
  const started = performance.now();
  for (let i = 0; i < calls; i++) await run();
  return ((performance.now() - started) * 1e6) / calls;
}
