const FIRST_MS: i64 = 1_000;
const MAX_MS: i64 = 60_000;

/** How long to wait before the next attempt: twice as long each time, up to a minute. */
export class Retry {
  private delayMs: i64 = FIRST_MS;

  nextDelayMs(): i64 {
    const delay = this.delayMs;
    this.delayMs = min(delay * 2, MAX_MS);
    return delay;
  }

  /** Begins anew. */
  succeeded(): void {
    this.delayMs = FIRST_MS;
  }
}
