import { failureCode, failureMessage } from "./runtime/failure";

/** What a host call that gives a value came to. */
export class Result<T> {
  constructor(
    /** The value; a zero value when the call failed. */
    readonly value: T,
    /** Why it failed; "" when it didn't. */
    readonly error: string,
    /**
     * Kind of the failure: denied, not_found, exists, timeout, too_large, unavailable, invalid, closed,
     * cancelled or internal; "" when there's none or the host doesn't say.
     */
    readonly code: string,
  ) {}

  /** Whether the call succeeded. */
  get isOk(): bool {
    return this.error.length == 0;
  }

  /** The value; throws when the call failed. */
  unwrap(): T {
    if (this.error.length > 0) throw new Error(this.error);
    return this.value;
  }

  /** The value, or `other` when the call failed. */
  unwrapOr(other: T): T {
    return this.error.length > 0 ? other : this.value;
  }
}

/** What a host call without a value came to. */
export class Status {
  constructor(
    /** Why it failed; "" when it didn't. */
    readonly error: string,
    /** Kind of the failure, as in `Result`. */
    readonly code: string,
  ) {}

  /** Whether the call succeeded. */
  get isOk(): bool {
    return this.error.length == 0;
  }

  /** Throws when the call failed. */
  unwrap(): void {
    if (this.error.length > 0) throw new Error(this.error);
  }
}

/** Result of the host call that just gave `value`. */
export function resultOf<T>(value: T): Result<T> {
  return new Result<T>(value, failureMessage(), failureCode());
}

/** Status of the host call that was just made. */
export function statusOfCall(): Status {
  return new Status(failureMessage(), failureCode());
}
