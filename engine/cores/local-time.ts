/** A moment in a time zone. */
export interface LocalTime {
  /** As Go prints it: `2026-01-02T03:04:05+01:00`, with `Z` for UTC. */
  readonly rfc3339: string;
  /** Seconds east of UTC. */
  readonly utcOffset: number;
}

/** `timeZone` is an IANA name. Throws a RangeError for one that isn't. */
export function localTime(unixMs: number, timeZone: string): LocalTime {
  const utcOffset = utcOffsetOf(unixMs, timeZone);
  const local = new Date(unixMs + utcOffset * 1000).toISOString().slice(0, 19);
  return { rfc3339: local + printOffset(utcOffset), utcOffset };
}

function utcOffsetOf(unixMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const name = format.formatToParts(unixMs).find(({ type }) => type === "timeZoneName")?.value;
  const [, sign, ...parts] = /([+-])(\d+):(\d+)(?::(\d+))?/.exec(name ?? "") ?? [];
  if (!sign) return 0;
  const [hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  return (sign === "-" ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
}

function printOffset(utcOffset: number): string {
  if (utcOffset === 0) return "Z";
  const minutes = Math.floor(Math.abs(utcOffset) / 60);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${utcOffset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
