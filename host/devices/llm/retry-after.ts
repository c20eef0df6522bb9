type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** How long a server asks to be left alone, in milliseconds; undefined when it doesn't say. */
export function retryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const ms = numberOf(headers["retry-after-ms"]);
  if (ms !== undefined) return ms;
  const value = headers["retry-after"];
  const seconds = numberOf(value);
  if (seconds !== undefined) return seconds * 1000;
  const date = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

function numberOf(value: string | string[] | undefined): number | undefined {
  return typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}
