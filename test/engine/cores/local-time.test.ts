import { describe, expect, test } from "vitest";
import { localTime } from "../../../engine/cores/local-time.js";

const WINTER = Date.UTC(2026, 0, 2, 3, 4, 5);
const SUMMER = Date.UTC(2026, 6, 2, 3, 4, 5);

describe("a moment reads", () => {
  test.each([
    ["UTC", WINTER, "2026-01-02T03:04:05Z", 0],
    ["Europe/London", WINTER, "2026-01-02T03:04:05Z", 0],
    ["Europe/Berlin", WINTER, "2026-01-02T04:04:05+01:00", 3600],
    ["Europe/Berlin", SUMMER, "2026-07-02T05:04:05+02:00", 7200],
    ["America/St_Johns", WINTER, "2026-01-01T23:34:05-03:30", -12600],
    ["Asia/Kathmandu", WINTER, "2026-01-02T08:49:05+05:45", 20700],
    ["Pacific/Kiritimati", WINTER, "2026-01-02T17:04:05+14:00", 50400],
  ])("in %s at %i as people there read it", (timeZone, unixMs, rfc3339, utcOffset) => {
    expect(localTime(unixMs, timeZone)).toEqual({ rfc3339, utcOffset });
  });
});

test("a time zone that nobody knows is a RangeError, and the next one is read", () => {
  expect(() => localTime(WINTER, "Mars/Olympus")).toThrow(RangeError);
  expect(localTime(WINTER, "UTC").rfc3339).toBe("2026-01-02T03:04:05Z");
});
