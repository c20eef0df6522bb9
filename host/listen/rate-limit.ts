export interface RateLimitOptions {
  /** Tokens that come back each second. */
  readonly perSecond: number;
  /** Tokens at the beginning, and most that there are. */
  readonly burst: number;
  readonly now: () => number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

/** Names that are remembered; a new one then begins anew for the one that was unused for longest. */
const MAX_NAMES = 10_000;

/** A bucket of tokens for each name. */
export class RateLimit {
  private readonly options: RateLimitOptions;
  private readonly buckets = new Map<string, Bucket>();

  constructor(options: RateLimitOptions) {
    this.options = options;
  }

  /** Whether there is one for this name now. */
  has(name: string): boolean {
    return this.refill(name).tokens >= 1;
  }

  /** Takes one, if there is one. */
  take(name: string): boolean {
    const bucket = this.refill(name);
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  }

  private refill(name: string): Bucket {
    const { perSecond, burst, now } = this.options;
    const atMs = now();
    const before = this.buckets.get(name) ?? { tokens: burst, atMs };
    const grown = before.tokens + ((atMs - before.atMs) / 1000) * perSecond;
    const bucket = { tokens: Math.min(burst, grown), atMs };
    this.buckets.delete(name);
    this.buckets.set(name, bucket);
    if (this.buckets.size > MAX_NAMES) {
      const [oldest = ""] = this.buckets.keys();
      this.buckets.delete(oldest);
    }
    return bucket;
  }
}
