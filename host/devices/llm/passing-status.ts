const BUSY = new Set([408, 425, 429, 500, 502, 503, 504, 529]);

/** Whether a request that was answered with this status may be answered otherwise next time. */
export function isPassingStatus(status: number): boolean {
  return BUSY.has(status);
}
