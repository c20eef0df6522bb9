const units = [
  { name: "d", ms: 86_400_000 },
  { name: "h", ms: 3_600_000 },
  { name: "min", ms: 60_000 },
  { name: "s", ms: 1000 },
] as const;

/** A moment as people ask for it: `in 7 s (2026-03-01T12:00:07Z)`. */
export function printLater(atMs: number, nowMs: number): string {
  const left = Math.max(0, atMs - nowMs);
  const unit = units.find(({ ms }) => left >= 2 * ms) ?? { name: "s", ms: 1000 };
  const count = Number((left / unit.ms).toFixed(1));
  const moment = new Date(atMs).toISOString().replace(/\.\d+Z$/, "Z");
  return `in ${count} ${unit.name} (${moment})`;
}
